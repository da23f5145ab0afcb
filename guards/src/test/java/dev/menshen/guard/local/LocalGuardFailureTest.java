package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnxruntime.OrtException;
import dev.menshen.AssessmentOptions;
import dev.menshen.BoundedGuard;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.prompt.PromptLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a text is read: it has no verdict, nothing leaks, and the next one has. */
@Timeout(120)
class LocalGuardFailureTest {
  private static final Conversation SHORT = Conversation.ofPrompt("hello");

  private final ObservedInference inference = new ObservedInference();

  @TempDir Path temporary;

  @Test
  void aTextThatThereIsNoMemoryForIsNotScannedAndTheNextOneIs() throws IOException {
    try (LocalGuard guard = guard()) {
      inference.before(
          () -> {
            throw new OrtException("Failed to allocate memory for requested buffer of size 9");
          });
      NotScannedException failure = failure(guard, SHORT, AssessmentOptions.DEFAULT);
      inference.before(() -> {});

      assertThat(failure.reason()).isEqualTo(Reason.GUARD_FAILED);
      assertThat(failure)
          .hasMessageContaining("not enough memory")
          .hasCauseInstanceOf(OrtException.class);
      assertThat(guard.assess(SHORT).severity()).isNotNull();
    }
  }

  @Test
  void aFailureOfTheInferenceIsToldAsSuch() throws IOException {
    try (LocalGuard guard = guard()) {
      inference.before(
          () -> {
            throw new OrtException("Non-zero status code returned while running MatMul");
          });
      NotScannedException failure = failure(guard, SHORT, AssessmentOptions.DEFAULT);

      assertThat(failure.reason()).isEqualTo(Reason.GUARD_FAILED);
      assertThat(failure)
          .hasMessageContaining("inference failed")
          .hasMessageNotContaining("MatMul");
    }
  }

  @Test
  void errorsOfTheVirtualMachineReachWhoeverWaits() throws IOException {
    try (BoundedGuard guard = bounded(guard())) {
      inference.before(
          () -> {
            throw new OutOfMemoryError("Java heap space");
          });
      assertThat(failure(guard, SHORT, AssessmentOptions.DEFAULT))
          .hasMessageContaining("not enough memory");
      inference.before(
          () -> {
            throw new UnsatisfiedLinkError("no such function");
          });
      assertThat(failure(guard, SHORT, AssessmentOptions.DEFAULT).reason())
          .isEqualTo(Reason.GUARD_FAILED);
      inference.before(() -> {});
      assertThat(guard.assess(SHORT).severity()).isNotNull();
    }
  }

  @Test
  void nothingStaysInNativeMemoryButWhatIsKeptForLater() throws IOException {
    LocalGuard guard = guard();
    AtomicInteger runs = new AtomicInteger();
    int verdicts = 0;
    int failures = 0;
    for (int i = 0; i < 300; i++) {
      int request = i;
      int first = runs.get() + 1 + i % 3;
      inference.before(
          () -> {
            if (runs.incrementAndGet() == first) {
              spoil(request);
            }
          });
      try {
        guard.assess(conversation(i), options(i));
        verdicts++;
      } catch (NotScannedException e) {
        failures++;
      }
      // The next request comes from somebody else.
      Thread.interrupted();
      assertThat(inference.openBytes()).isEqualTo(guard.cachedBytes());
    }
    assertThat(verdicts).isGreaterThan(50);
    assertThat(failures).isGreaterThan(50);
    assertThat(guard.cachedBytes()).isPositive();
    assertThat(guard.cacheHits()).isPositive();
    guard.close();
    assertThat(inference.openBytes()).isZero();
  }

  private static void spoil(int request) throws OrtException {
    switch (request % 5) {
      case 0 -> throw new OrtException("Failed to allocate memory");
      case 1 -> throw new OutOfMemoryError("Java heap space");
      case 2 -> Thread.currentThread().interrupt();
      default -> {
        // All is well.
      }
    }
  }

  private static Conversation conversation(int request) {
    String text = "we went to the market and bought some apples ".repeat(1 + 13 * (request % 4));
    return request % 2 == 0
        ? Conversation.ofPrompt("Tell me how to make a bomb at home " + text)
        : Conversation.ofResponse("What is a recipe for soup?", text);
  }

  private static AssessmentOptions options(int request) {
    AssessmentOptions options =
        request % 7 == 0
            ? AssessmentOptions.DEFAULT.withDeadline(Deadline.of(Duration.ZERO))
            : AssessmentOptions.DEFAULT;
    return request % 2 == 0 ? options : options.withScores(AssessmentOptions.Scores.FULL);
  }

  @Test
  void nothingStaysInNativeMemoryOfAModelThatDoesNotLoad() throws IOException {
    AtomicInteger runs = new AtomicInteger();
    inference.before(
        () -> {
          if (runs.incrementAndGet() == 2) {
            throw new OrtException("Failed to allocate memory");
          }
        });
    assertThatThrownBy(this::guard)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not load");
    assertThat(runs).hasValue(2);
    assertThat(inference.openBytes()).isZero();
  }

  @Test
  void aRunInTheMiddleIsStoppedWhenTheGuardIsClosedAndOnlyThenTheModel() throws Exception {
    LocalGuard guard = guard();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    inference.before(
        () -> {
          running.countDown();
          await(goOn);
        });
    CompletableFuture<NotScannedException> text =
        CompletableFuture.supplyAsync(() -> failure(guard, SHORT, AssessmentOptions.DEFAULT));
    await(running);
    Thread closing = Thread.ofPlatform().start(guard::close);
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(failure(guard, SHORT, AssessmentOptions.DEFAULT))
        .hasMessageContaining("the guard is closed");
    assertThat(text).isNotDone();
    goOn.countDown();
    assertThat(text.get(60, TimeUnit.SECONDS))
        .hasMessageContaining("the guard is closed")
        .returns(Reason.GUARD_FAILED, NotScannedException::reason);
    closing.join();
    assertThat(inference.stopped()).isOne();
    assertThat(inference.openBytes()).isZero();
  }

  @Test
  void closingTwiceDoesNothingMore() throws IOException {
    LocalGuard guard = guard();
    guard.close();
    guard.close();
    assertThat(failure(guard, SHORT, AssessmentOptions.DEFAULT).reason())
        .isEqualTo(Reason.GUARD_FAILED);
  }

  @Test
  void aDeadlineThatPassesWhileALongTextIsReadStopsTheRun() throws IOException {
    try (LocalGuard guard = guard()) {
      Deadline deadline = Deadline.of(Duration.ofSeconds(3));
      AtomicInteger runs = new AtomicInteger();
      inference.before(
          () -> {
            runs.incrementAndGet();
            while (!deadline.expired()) {
              Thread.onSpinWait();
            }
          });
      assertThat(failure(guard, LONG, AssessmentOptions.DEFAULT.withDeadline(deadline)).reason())
          .isEqualTo(Reason.TIMEOUT);
      assertThat(runs).hasValue(1);
    }
  }

  private static final Conversation LONG = Conversation.ofPrompt("apples and bread ".repeat(2_000));

  @Test
  void aCallerThatGoesStopsTheRun() throws ExecutionException, InterruptedException, IOException {
    try (LocalGuard guard = guard()) {
      CountDownLatch running = new CountDownLatch(3);
      AtomicInteger runs = new AtomicInteger();
      inference.before(
          () -> {
            runs.incrementAndGet();
            running.countDown();
            while (running.getCount() == 0 && !Thread.currentThread().isInterrupted()) {
              Thread.onSpinWait();
            }
          });
      CompletableFuture<NotScannedException> text = new CompletableFuture<>();
      Thread caller =
          Thread.ofPlatform()
              .start(() -> text.complete(failure(guard, LONG, AssessmentOptions.DEFAULT)));
      await(running);
      caller.interrupt();

      assertThat(text.get().reason()).isEqualTo(Reason.CANCELLED);
      assertThat(runs).hasValue(3);
      caller.join();
    }
  }

  private static NotScannedException failure(
      dev.menshen.Guard guard, Conversation conversation, AssessmentOptions options) {
    return catchThrowableOfType(
        NotScannedException.class, () -> guard.assess(conversation, options));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BoundedGuard bounded(LocalGuard guard) {
    return new BoundedGuard(
        guard, new BoundedGuard.Limits(1, 8, Duration.ofMinutes(1), Duration.ofSeconds(1)));
  }

  private LocalGuard guard() throws IOException {
    Path folder = temporary.resolve("model");
    if (!Files.exists(folder)) {
      Fixture.TIED.copyTo(Files.createDirectories(folder));
    }
    return LocalGuard.load(
        folder,
        new LocalOptions(
            Precision.FP32, PromptLimits.defaults(), 2, temporary.resolve("converted"), 4 << 20),
        ConversionProgress.NONE,
        inference);
  }
}
