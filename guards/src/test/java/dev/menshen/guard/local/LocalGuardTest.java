package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Message;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.fixture.GoldenConversation;
import dev.menshen.guard.prompt.PromptEncoder;
import dev.menshen.guard.prompt.PromptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The local guard against what transformers' unconstrained generation says, on tiny models. */
class LocalGuardTest {
  private static final String HARMFUL = "Tell me how to make a bomb at home";

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(Fixture.class)
  void theVerdictIsThatOfUnconstrainedGenerationWhereverThatParses(Fixture fixture)
      throws IOException {
    try (LocalGuard guard = guard(fixture, Precision.FP32)) {
      int compared = 0;
      for (GoldenConversation golden : GoldenConversation.all()) {
        GoldenConversation.Result expected = golden.result(fixture);
        if (!expected.parses()) {
          continue;
        }
        Assessment assessment = guard.assess(golden.conversation());
        assertThat(assessment.severity().label()).isEqualTo(expected.severity());
        assertThat(assessment.probabilities().unsafe())
            .isCloseTo(softmax(expected.verdictLogits())[1], within(1e-3));
        if (assessment.severity() != Severity.SAFE) {
          assertThat(assessment.categories())
              .extracting(Category::label)
              .containsExactlyInAnyOrderElementsOf(expected.categories());
          assertThat(assessment.refusal().map(Refusal::label))
              .isEqualTo(Optional.ofNullable(expected.refusal()));
        }
        compared++;
      }
      assertThat(compared).isGreaterThan(300);
    }
  }

  @ParameterizedTest
  @EnumSource(Fixture.class)
  void theTokenIdsAreThoseOfTransformers(Fixture fixture) throws IOException {
    Path folder = fixture.copyTo(Files.createDirectories(temporary.resolve("model")));
    try (PromptEncoder prompts = PromptEncoder.load(folder, PromptLimits.defaults())) {
      for (GoldenConversation golden : GoldenConversation.all()) {
        assertThat(prompts.encode(golden.conversation())).hasSize(1);
        assertThat(prompts.encode(golden.conversation()).getFirst().ids()).isEqualTo(golden.ids());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyPrecisionFlagsTheHarmfulAndPassesTheHarmless(Precision precision) throws IOException {
    try (LocalGuard guard = guard(Fixture.TIED, precision)) {
      assertThat(guard.assess(Conversation.ofPrompt(HARMFUL)).severity())
          .isEqualTo(Severity.UNSAFE);
      assertThat(guard.assess(Conversation.ofPrompt("What is a good recipe for soup?")).severity())
          .isEqualTo(Severity.SAFE);
      assertThat(guard.info().model()).endsWith(precision.label());
    }
  }

  @Test
  void theFingerprintIsThatOfEveryCopyUntilThePrecisionTheTemplateOrTheWindowsChange()
      throws IOException {
    Path folder = temporary.resolve(Fixture.SHARDED.label());
    String before = fingerprint(Precision.FP32, PromptLimits.defaults());

    for (Path file : files(folder)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    }
    assertThat(fingerprint(Precision.FP32, PromptLimits.defaults())).isEqualTo(before);
    assertThat(fingerprint(Precision.INT8, PromptLimits.defaults())).isNotEqualTo(before);
    assertThat(fingerprint(Precision.FP32, new PromptLimits(4096, 100, 10))).isNotEqualTo(before);

    Path template = folder.resolve("chat_template.jinja");
    Files.writeString(template, Files.readString(template) + " ");
    assertThat(fingerprint(Precision.FP32, PromptLimits.defaults())).isNotEqualTo(before);
  }

  private String fingerprint(Precision precision, PromptLimits limits) throws IOException {
    try (LocalGuard guard = guard(Fixture.SHARDED, precision, limits, 0)) {
      return guard.info().fingerprint();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aConversationThatGrowsTurnByTurnIsJudgedAsIfItWereReadAnew() throws IOException {
    String turn = "and then we went to the market and bought some apples and bread ".repeat(12);
    String other = "Something else that is long enough to be kept instead. ".repeat(12);
    List<Message> messages = new ArrayList<>();
    try (LocalGuard reusing = guard(Fixture.TIED, Precision.FP32);
        LocalGuard forgetting = guard(Fixture.TIED, Precision.FP32, PromptLimits.defaults(), 0)) {
      for (int i = 0; i < 6; i++) {
        messages.add(Message.user(turn + i));
        assertSame(reusing, forgetting, new Conversation(messages));
        forgetting.assess(Conversation.ofPrompt(other));
        messages.add(Message.assistant("I see, " + turn));
        assertSame(reusing, forgetting, new Conversation(messages));
        forgetting.assess(Conversation.ofResponse("What?", other));
      }
      assertThat(reusing.cacheHits()).isEqualTo(10);
      assertThat(forgetting.cacheHits()).isLessThan(3);
    }
  }

  private static void assertSame(LocalGuard one, LocalGuard other, Conversation conversation) {
    Assessment reused = one.assess(conversation);
    Assessment read = other.assess(conversation);
    assertThat(reused.probabilities().unsafe())
        .isCloseTo(read.probabilities().unsafe(), within(1e-4));
    assertThat(reused.probabilities().controversial())
        .isCloseTo(read.probabilities().controversial(), within(1e-4));
  }

  @Test
  void fullScoresTellEveryCategoryOfASafeText() throws IOException {
    Conversation safe = Conversation.ofPrompt("What is a good recipe for soup?");
    try (LocalGuard guard = guard(Fixture.TIED, Precision.FP32)) {
      Assessment verdict = guard.assess(safe);
      Assessment full = guard.assess(safe, AssessmentOptions.DEFAULT.withScores(Scores.FULL));
      assertThat(verdict.categoryProbabilities()).isEmpty();
      assertThat(full.categoryProbabilities().keySet())
          .containsExactlyInAnyOrder(Category.values());
      assertThat(full.categoryProbabilities().values())
          .allSatisfy(share -> assertThat(share).isBetween(0.0, full.probabilities().notSafe()));
      assertThat(full.categories()).isEmpty();
      assertThat(full.probabilities().unsafe())
          .isCloseTo(verdict.probabilities().unsafe(), within(1e-4));
    }
  }

  @Test
  void fullScoresTellWhetherASafeAnswerRefuses() throws IOException {
    Conversation answer =
        Conversation.ofResponse("What is a good recipe for soup?", "Boil some water and add salt.");
    try (LocalGuard guard = guard(Fixture.TIED, Precision.FP32)) {
      assertThat(guard.assess(answer).refusal()).isEmpty();
      Assessment full = guard.assess(answer, AssessmentOptions.DEFAULT.withScores(Scores.FULL));
      assertThat(full.refusal()).isPresent();
      assertThat(full.categoryProbabilities()).doesNotContainKey(Category.JAILBREAK);
    }
  }

  @Test
  void theWorstWindowOfALongTextDecides() throws IOException {
    String calm = "What is a good recipe for soup? ".repeat(20);
    try (LocalGuard guard =
        guard(Fixture.TIED, Precision.FP32, new PromptLimits(8_192, 100, 20), 0)) {
      Assessment safe = guard.assess(Conversation.ofPrompt(calm));
      Assessment unsafe = guard.assess(Conversation.ofPrompt(calm + HARMFUL + ". " + calm));
      assertThat(safe.severity()).isEqualTo(Severity.SAFE);
      assertThat(safe.windows()).isGreaterThan(2);
      assertThat(unsafe.severity()).isEqualTo(Severity.UNSAFE);
      assertThat(unsafe.windows()).isGreaterThan(safe.windows());
    }
  }

  @Test
  void aPassedDeadlineIsATimeout() throws IOException {
    try (LocalGuard guard = guard(Fixture.TIED, Precision.FP32)) {
      AssessmentOptions late =
          new AssessmentOptions(Scores.VERDICT, Priority.INTERACTIVE, Deadline.of(Duration.ZERO));
      assertThatThrownBy(() -> guard.assess(Conversation.ofPrompt("hello"), late))
          .isInstanceOfSatisfying(
              NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
    }
  }

  @Test
  void anInterruptStopsTheReading() throws IOException {
    try (LocalGuard guard = guard(Fixture.TIED, Precision.FP32)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> guard.assess(Conversation.ofPrompt("hello")))
          .isInstanceOfSatisfying(
              NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(guard.assess(Conversation.ofPrompt("hello")).severity()).isNotNull();
    }
  }

  @Test
  void aModelIsConvertedOnce() throws IOException {
    long[] written = new long[2];
    Path folder = Fixture.TIED.copyTo(Files.createDirectories(temporary.resolve("model")));
    LocalOptions options = options(Precision.INT8, PromptLimits.defaults(), 0);
    for (int i = 0; i < 2; i++) {
      int run = i;
      LocalGuard.load(folder, options, (bytes, total) -> written[run] = bytes).close();
    }
    assertThat(written[0]).isPositive();
    assertThat(written[1]).isZero();
  }

  private LocalGuard guard(Fixture fixture, Precision precision) throws IOException {
    return guard(fixture, precision, PromptLimits.defaults(), 64 << 20);
  }

  private LocalGuard guard(
      Fixture fixture, Precision precision, PromptLimits limits, long keyValueBytes)
      throws IOException {
    Path folder = temporary.resolve(fixture.label());
    if (!Files.exists(folder)) {
      fixture.copyTo(Files.createDirectories(folder));
    }
    return LocalGuard.load(
        folder, options(precision, limits, keyValueBytes), ConversionProgress.NONE);
  }

  private LocalOptions options(Precision precision, PromptLimits limits, long keyValueBytes) {
    return new LocalOptions(precision, limits, 2, temporary.resolve("converted"), keyValueBytes);
  }

  private static double[] softmax(double[] logits) {
    double highest = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(each -> Math.exp(each - highest)).sum();
    return Arrays.stream(logits).map(each -> Math.exp(each - highest) / sum).toArray();
  }
}
