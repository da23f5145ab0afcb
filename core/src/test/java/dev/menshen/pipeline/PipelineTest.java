package dev.menshen.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.ScriptedGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private static final Conversation TEXT = Conversation.ofPrompt("pineapple");

  private final Logger logger = Logger.getLogger(Pipeline.class.getName());
  private final RecordingHandler log = new RecordingHandler();

  @BeforeEach
  void record() {
    logger.addHandler(log);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopRecording() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  @Test
  void passesOnTheVerdictWithADirectionAndAnIdOfItsOwn() {
    Pipeline pipeline = pipeline(conversation -> ScriptedGuard.SAFE);

    Moderation first = pipeline.moderate(TEXT);
    Moderation second = pipeline.moderate(Conversation.ofResponse("question", "answer"));

    assertThat(first)
        .isInstanceOfSatisfying(
            Moderation.Assessed.class,
            assessed -> assertThat(assessed.assessment()).isSameAs(ScriptedGuard.SAFE));
    assertThat(first.direction()).isEqualTo(Direction.PROMPT);
    assertThat(second.direction()).isEqualTo(Direction.RESPONSE);
    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(first.guard().model()).isEqualTo("scripted");
    assertThat(first.latency()).isPositive();
    assertThat(log.messages).isEmpty();
  }

  @Test
  void reportsTheReasonAndDetailOfAGuardWithoutAVerdict() {
    Pipeline pipeline =
        pipeline(
            conversation -> {
              throw new NotScannedException(Reason.UNSUPPORTED_LANGUAGE, "only Chinese");
            });

    assertNotScanned(pipeline.moderate(TEXT), Reason.UNSUPPORTED_LANGUAGE, "only Chinese");
    assertThat(log.messages).isEmpty();
  }

  @Test
  void keepsAnExceptionThatQuotesTheTextOutOfTheDetailAndTheLog() {
    Pipeline pipeline =
        pipeline(
            conversation -> {
              String text = conversation.last().content();
              throw new IllegalStateException(
                  "failed on " + text, new IllegalArgumentException("because of " + text));
            });

    Moderation moderation = pipeline.moderate(TEXT);

    assertNotScanned(moderation, Reason.GUARD_FAILED, "IllegalStateException");
    assertThat(moderation.toString()).doesNotContain("pineapple");
    assertThat(log.messages)
        .singleElement()
        .asString()
        .contains(moderation.id())
        .contains("java.lang.IllegalStateException")
        .contains("java.lang.IllegalArgumentException")
        .contains(PipelineTest.class.getName())
        .doesNotContain("pineapple");
    assertThat(log.thrown).isEmpty();
  }

  @Test
  void logsTheFaultBehindAMissingVerdictWithoutItsMessage() {
    Pipeline pipeline =
        pipeline(
            conversation -> {
              throw new NotScannedException(
                  Reason.GUARD_FAILED,
                  "the guard failed; see the log",
                  new StackOverflowError(conversation.last().content()));
            });

    Moderation moderation = pipeline.moderate(TEXT);

    assertNotScanned(moderation, Reason.GUARD_FAILED, "see the log");
    assertThat(log.messages)
        .singleElement()
        .asString()
        .contains(moderation.id())
        .contains("StackOverflowError")
        .doesNotContain("pineapple");
  }

  @Test
  void showsEveryModerationToTheObserverBeforeItIsReturned() {
    List<Moderation> seen = new ArrayList<>();
    Pipeline pipeline =
        Pipeline.around(
                new ScriptedGuard(
                    conversation -> {
                      if (conversation.direction() == Direction.RESPONSE) {
                        throw new IllegalStateException("fault");
                      }
                      return ScriptedGuard.SAFE;
                    }))
            .observer(
                new Observer() {
                  @Override
                  public void moderated(Moderation moderation) {
                    seen.add(moderation);
                  }
                })
            .build();

    Moderation assessed = pipeline.moderate(TEXT);
    Moderation notScanned = pipeline.moderate(Conversation.ofResponse("question", "answer"));

    assertThat(seen).containsExactly(assessed, notScanned);
  }

  @Test
  void closesItsGuard() {
    ScriptedGuard guard = new ScriptedGuard(conversation -> ScriptedGuard.SAFE);

    Pipeline.of(guard).close();

    assertThat(guard.timesClosed()).isEqualTo(1);
  }

  private static void assertNotScanned(Moderation moderation, Reason reason, String detail) {
    assertThat(moderation)
        .isInstanceOfSatisfying(
            Moderation.NotScanned.class,
            notScanned -> {
              assertThat(notScanned.reason()).isEqualTo(reason);
              assertThat(notScanned.detail()).contains(detail);
            });
  }

  private static Pipeline pipeline(Function<Conversation, Assessment> script) {
    return Pipeline.of(new ScriptedGuard(script));
  }

  private static final class RecordingHandler extends Handler {
    private final List<String> messages = new ArrayList<>();
    private final List<Throwable> thrown = new ArrayList<>();

    @Override
    public void publish(LogRecord record) {
      messages.add(record.getMessage());
      if (record.getThrown() != null) {
        thrown.add(record.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
