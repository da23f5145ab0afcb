package dev.menshen.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.FakeGuard;
import dev.menshen.server.guard.GuardProperties;
import dev.menshen.server.web.LimitsProperties;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class BatchModerationTest {
  private static final List<Conversation> TEXTS =
      Collections.nCopies(5, Conversation.ofPrompt("safe"));

  private final PunctualGuard guard = new PunctualGuard();

  @Test
  void theTextsOfARequestShareOneDeadline() {
    List<Moderation> moderations = batch(Duration.ofMinutes(2)).moderate(TEXTS, Caller.DEFAULT);

    assertThat(moderations).hasSize(5).hasOnlyElementsOfType(Moderation.Assessed.class);
    assertThat(guard.options).hasSize(5);
    assertThat(guard.options)
        .extracting(AssessmentOptions::deadline)
        .containsOnly(guard.options.getFirst().deadline());
    assertThat(guard.options.getFirst().deadline().remaining())
        .isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void whatIsLeftWhenTheTimeOfTheRequestIsOverIsNotScanned() {
    List<Moderation> moderations = batch(Duration.ofNanos(1)).moderate(TEXTS, Caller.DEFAULT);

    assertThat(moderations)
        .hasSize(5)
        .allSatisfy(
            moderation ->
                assertThat(moderation)
                    .isInstanceOfSatisfying(
                        Moderation.NotScanned.class,
                        it -> assertThat(it.reason()).isEqualTo(Reason.TIMEOUT)));
  }

  private BatchModeration batch(Duration timeout) {
    return new BatchModeration(
        Pipeline.of(guard),
        new LimitsProperties(
            DataSize.ofMegabytes(1),
            256,
            2,
            timeout,
            Duration.ofMillis(250),
            32,
            1_048_576,
            1_048_576,
            1000,
            Duration.ofSeconds(1)),
        new GuardProperties(1, 256, Duration.ofSeconds(30), Duration.ofSeconds(10)));
  }

  /** {@link FakeGuard}, which looks at the deadline and remembers what it was asked for. */
  private static final class PunctualGuard implements Guard {
    private final FakeGuard guard = new FakeGuard();
    private final List<AssessmentOptions> options = new CopyOnWriteArrayList<>();

    @Override
    public GuardInfo info() {
      return guard.info();
    }

    @Override
    public Assessment assess(Conversation conversation, AssessmentOptions options) {
      options.deadline().check();
      this.options.add(options);
      return guard.assess(conversation, options);
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
