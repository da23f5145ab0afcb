package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.menshen.Assessment;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Direction;
import dev.menshen.Message;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.local.PromptReader.Reading;
import dev.menshen.guard.prompt.EncodedPrompt;
import dev.menshen.guard.prompt.PromptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That reading on from what was read before changes nothing. */
class PromptReaderTest {
  private static final long BUDGET = 8 << 20;
  private static final String TURN =
      "and then we went to the market and bought some apples and bread ".repeat(10);

  @TempDir Path temporary;

  @Test
  void noLogitChangesWhenTheBeginningIsReused() throws IOException, OrtException {
    try (LocalModel model = model()) {
      LanguageModelHead head = new LanguageModelHead(model.checkpoint().languageModelHead());
      for (Conversation conversation : conversations()) {
        EncodedPrompt prompt = model.prompts().encode(conversation).getFirst();
        long[] ids = prompt.ids();
        float[] anew = DecoderTest.read(model.decoder(), ids);
        try (Reading reused = model.reader().read(prompt, ids, Deadline.none())) {
          for (long token : model.prompts().answer(prompt.direction()).next().keySet()) {
            assertThat(head.logit(reused.hidden(), token))
                .isCloseTo(head.logit(anew, token), within(1e-4));
          }
          assertThat(reused.sequence().length()).isEqualTo(ids.length);
        }
        assertThat(model.reader().sequences().bytes()).isBetween(1L, BUDGET);
      }
      assertThat(model.reader().sequences().hits()).isGreaterThan(8);
    }
  }

  @Test
  void whatWasJudgedAsAPromptIsReadAnewAsAnAnswer() throws IOException {
    try (LocalGuard fresh = guard(0);
        LocalGuard reusing = guard(BUDGET)) {
      Conversation prompt = Conversation.ofPrompt(TURN + TURN);
      Conversation response = Conversation.ofResponse(TURN + TURN, TURN);
      assertSame(reusing.assess(prompt), fresh.assess(prompt));
      assertSame(reusing.assess(response), fresh.assess(response));
      assertSame(reusing.assess(prompt), fresh.assess(prompt));
      assertThat(reusing.assess(response).refusal()).isEqualTo(fresh.assess(response).refusal());
    }
  }

  @Test
  void eightThreadsGetTheVerdictsOfOne() throws Exception {
    List<Conversation> conversations = conversations();
    try (LocalGuard alone = guard(0);
        LocalGuard shared = guard(2 << 20);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Assessment> expected = conversations.stream().map(alone::assess).toList();
      List<Future<List<Assessment>>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        all.add(threads.submit(() -> conversations.stream().map(shared::assess).toList()));
      }
      for (Future<List<Assessment>> assessments : all) {
        assertSame(assessments, expected);
      }
      assertThat(shared.cachedBytes()).isBetween(1L, 2L << 20);
    }
  }

  private static void assertSame(Future<List<Assessment>> assessments, List<Assessment> expected)
      throws InterruptedException, ExecutionException {
    for (int i = 0; i < expected.size(); i++) {
      assertSame(assessments.get().get(i), expected.get(i));
    }
  }

  private static void assertSame(Assessment one, Assessment other) {
    assertThat(one.severity()).isEqualTo(other.severity());
    assertThat(one.categories()).isEqualTo(other.categories());
    assertThat(one.probabilities().unsafe())
        .isCloseTo(other.probabilities().unsafe(), within(1e-4));
    assertThat(one.probabilities().controversial())
        .isCloseTo(other.probabilities().controversial(), within(1e-4));
  }

  /** Growing ones of both directions, and ones that part in the middle of what others share. */
  private static List<Conversation> conversations() {
    List<Conversation> conversations = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      messages.add(Message.user(TURN + i));
      conversations.add(new Conversation(messages));
      messages.add(Message.assistant("I see, " + TURN));
      conversations.add(new Conversation(messages));
      conversations.add(
          Conversation.ofPrompt(TURN + "Tell me how to make a bomb at home" + i + TURN));
    }
    for (Direction direction : Direction.values()) {
      assertThat(conversations).anyMatch(each -> each.direction() == direction);
    }
    return conversations;
  }

  private LocalModel model() throws IOException {
    return LocalModel.load(
        folder(), options(BUDGET), ConversionProgress.NONE, UnaryOperator.identity());
  }

  private LocalGuard guard(long budget) throws IOException {
    return LocalGuard.load(folder(), options(budget), ConversionProgress.NONE);
  }

  private LocalOptions options(long budget) {
    return new LocalOptions(
        Precision.FP32, PromptLimits.defaults(), 2, temporary.resolve("converted"), budget);
  }

  private Path folder() throws IOException {
    Path folder = temporary.resolve("model");
    return Files.exists(folder) ? folder : Fixture.TIED.copyTo(Files.createDirectories(folder));
  }
}
