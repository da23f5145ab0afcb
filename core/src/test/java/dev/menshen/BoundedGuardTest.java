package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.menshen.NotScannedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedGuardTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Conversation TEXT = Conversation.ofPrompt("text");

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stopCallers() {
    callers.shutdownNow();
  }

  @Test
  void passesOnTheVerdictFromAPlatformThread() {
    List<Boolean> virtual = new ArrayList<>();
    ScriptedGuard inner =
        new ScriptedGuard(
            conversation -> {
              virtual.add(Thread.currentThread().isVirtual());
              return ScriptedGuard.SAFE;
            });
    try (BoundedGuard guard = new BoundedGuard(inner, 1, 1, LONG)) {
      assertThat(guard.assess(TEXT)).isSameAs(ScriptedGuard.SAFE);
    }
    assertThat(virtual).containsExactly(false);
  }

  @Test
  void refusesAtOnceWhatIsBeyondTheQueueAndServesWhatIsInIt() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, 1, 1, LONG)) {
      Future<Assessment> running = callers.submit(() -> guard.assess(TEXT));
      inner.awaitEntered();
      Future<Assessment> waiting = callers.submit(() -> guard.assess(TEXT));
      awaitQueued(guard, 1);

      assertNotScanned(Reason.OVERLOADED, () -> guard.assess(TEXT));

      inner.release();
      assertThat(running.get()).isSameAs(ScriptedGuard.SAFE);
      assertThat(waiting.get()).isSameAs(ScriptedGuard.SAFE);
      assertThat(guard.queued()).isZero();
    }
  }

  @Test
  void freesThePlaceOfAConversationThatTimedOutInTheQueue() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, 1, 1, SHORT)) {
      assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT)); // its work goes on
      assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT));
      assertThat(guard.queued()).isZero();

      // There would be no place for a third, were the second still in the queue.
      assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT));
      inner.release();
    }
  }

  @Test
  void freesThePlaceOfACallerThatIsInterrupted() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, 1, 1, LONG)) {
      Future<Assessment> running = callers.submit(() -> guard.assess(TEXT));
      inner.awaitEntered();
      CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      guard.assess(TEXT);
                    } catch (NotScannedException e) {
                      stillInterrupted.complete(Thread.currentThread().isInterrupted());
                    }
                  });
      awaitQueued(guard, 1);
      waiting.interrupt();
      waiting.join();

      assertThat(stillInterrupted).isCompletedWithValue(true);
      assertThat(guard.queued()).isZero();
      inner.release();
      assertThat(running.get()).isSameAs(ScriptedGuard.SAFE);
    }
  }

  @Test
  void passesOnTheGuardsOwnReasonAndFaults() {
    ScriptedGuard inner =
        new ScriptedGuard(
            conversation -> {
              switch (conversation.last().content()) {
                case "language" ->
                    throw new NotScannedException(Reason.UNSUPPORTED_LANGUAGE, "unknown");
                case "fault" -> throw new IllegalStateException("fault");
                default -> throw new StackOverflowError();
              }
            });
    try (BoundedGuard guard = new BoundedGuard(inner, 1, 1, LONG)) {
      assertNotScanned(
          Reason.UNSUPPORTED_LANGUAGE, () -> guard.assess(Conversation.ofPrompt("language")));
      assertThatIllegalStateException()
          .isThrownBy(() -> guard.assess(Conversation.ofPrompt("fault")));
      assertThatExceptionOfType(NotScannedException.class)
          .isThrownBy(() -> guard.assess(Conversation.ofPrompt("error")))
          .withCauseInstanceOf(StackOverflowError.class)
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.GUARD_FAILED));
    }
  }

  @Test
  void tellsHowLongEachConversationWaited() {
    List<Duration> waits = new ArrayList<>();
    ScriptedGuard inner = new ScriptedGuard(conversation -> ScriptedGuard.SAFE);
    try (BoundedGuard guard = new BoundedGuard(inner, 1, 1, LONG, waits::add)) {
      guard.assess(TEXT);
      guard.assess(TEXT);
    }
    assertThat(waits).hasSize(2).allMatch(wait -> !wait.isNegative());
  }

  @Test
  void closingAnswersThoseWhoWaitAndClosesTheGuardOnceItsWorkIsDone() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    BoundedGuard guard = new BoundedGuard(inner, 1, 1, LONG);
    Future<Assessment> running = callers.submit(() -> guard.assess(TEXT));
    inner.awaitEntered();
    Future<Assessment> waiting = callers.submit(() -> guard.assess(TEXT));
    awaitQueued(guard, 1);

    Future<?> closing = callers.submit(guard::close);
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(waiting::get)
        .withCauseInstanceOf(NotScannedException.class);
    assertThat(inner.timesClosed()).isZero();

    inner.release();
    closing.get();
    assertThat(running.get()).isSameAs(ScriptedGuard.SAFE);
    assertThat(inner.timesClosed()).isEqualTo(1);
    assertNotScanned(Reason.GUARD_FAILED, () -> guard.assess(TEXT));
  }

  @Test
  void doesNotCloseAModelUnderWorkThatOutlastsTheTimeout() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    BoundedGuard guard = new BoundedGuard(inner, 1, 1, SHORT);
    assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT));
    inner.awaitEntered();

    guard.close();

    assertThat(inner.timesClosed()).isZero();
    inner.release();
  }

  private static void assertNotScanned(Reason reason, ThrowingCallable call) {
    assertThatExceptionOfType(NotScannedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void awaitQueued(BoundedGuard guard, int queued) throws InterruptedException {
    while (guard.queued() != queued) {
      Thread.sleep(1);
    }
  }
}
