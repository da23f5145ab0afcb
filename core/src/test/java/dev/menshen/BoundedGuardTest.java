package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.NotScannedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BoundedGuardTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Conversation TEXT = Conversation.ofPrompt("text");

  private static final AssessmentOptions INTERACTIVE = AssessmentOptions.DEFAULT;
  private static final AssessmentOptions BULK = INTERACTIVE.withPriority(Priority.BULK);

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
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG))) {
      assertThat(guard.assess(TEXT)).isSameAs(ScriptedGuard.SAFE);
    }
    assertThat(virtual).containsExactly(false);
  }

  @Test
  void refusesAtOnceWhatIsBeyondTheQueueAndServesWhatIsInIt() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG))) {
      Future<Assessment> running = callers.submit(() -> guard.assess(TEXT));
      inner.awaitEntered();
      Future<Assessment> waiting = callers.submit(() -> guard.assess(TEXT));
      awaitQueued(guard, 1);

      assertNotScanned(Reason.OVERLOADED, () -> guard.assess(TEXT));

      inner.release();
      assertThat(running.get()).isSameAs(ScriptedGuard.SAFE);
      assertThat(waiting.get()).isSameAs(ScriptedGuard.SAFE);
      assertThat(queued(guard)).isZero();
    }
  }

  @Test
  void freesThePlaceOfAConversationThatTimedOutInTheQueue() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, SHORT))) {
      assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT)); // its work goes on
      assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT));
      assertThat(queued(guard)).isZero();

      // There would be no place for a third, were the second still in the queue.
      assertNotScanned(Reason.TIMEOUT, () -> guard.assess(TEXT));
      inner.release();
    }
  }

  @Test
  void freesThePlaceOfACallerThatIsInterrupted() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG))) {
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
      assertThat(queued(guard)).isZero();
      inner.release();
      assertThat(running.get()).isSameAs(ScriptedGuard.SAFE);
    }
  }

  @Test
  void whatSomebodyWaitsForGoesBeforeBulkWorkAndTheFirstBeforeTheLater() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, limits(9, LONG))) {
      callers.submit(() -> guard.assess(TEXT));
      inner.awaitEntered();
      List<Future<Assessment>> waiting =
          List.of(
              enqueue(guard, "bulk 1", BULK),
              enqueue(guard, "chat 1", INTERACTIVE),
              enqueue(guard, "bulk 2", BULK),
              enqueue(guard, "chat 2", INTERACTIVE));
      assertThat(guard.queued(Priority.INTERACTIVE)).isEqualTo(2);
      assertThat(guard.queued(Priority.BULK)).isEqualTo(2);

      inner.release();

      for (Future<Assessment> caller : waiting) {
        assertThat(caller.get()).isSameAs(ScriptedGuard.SAFE);
      }
      assertThat(inner.read()).containsExactly("text", "chat 1", "chat 2", "bulk 1", "bulk 2");
    }
  }

  @Test
  void bulkWorkWhosePatienceIsOverKeepsItsTurn() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard =
        new BoundedGuard(inner, new BoundedGuard.Limits(1, 9, LONG, Duration.ZERO))) {
      callers.submit(() -> guard.assess(TEXT));
      inner.awaitEntered();
      enqueue(guard, "bulk", BULK);
      Future<Assessment> chat = enqueue(guard, "chat", INTERACTIVE);

      inner.release();
      chat.get();

      assertThat(inner.read()).containsExactly("text", "bulk", "chat");
    }
  }

  @Test
  void whatSomebodyWaitsForTakesThePlaceOfTheBulkWorkThatCameLast() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, limits(2, LONG))) {
      callers.submit(() -> guard.assess(TEXT, BULK));
      inner.awaitEntered();
      Future<Assessment> first = enqueue(guard, "bulk 1", BULK);
      Future<Assessment> second = enqueue(guard, "bulk 2", BULK);
      assertNotScanned(Reason.OVERLOADED, () -> guard.assess(TEXT, BULK));

      Future<Assessment> chat = callers.submit(() -> guard.assess(Conversation.ofPrompt("chat 1")));
      assertRefused(second);
      Future<Assessment> more = callers.submit(() -> guard.assess(Conversation.ofPrompt("chat 2")));
      assertRefused(first);
      assertNotScanned(Reason.OVERLOADED, () -> guard.assess(TEXT));

      inner.release();
      assertThat(chat.get()).isSameAs(ScriptedGuard.SAFE);
      assertThat(more.get()).isSameAs(ScriptedGuard.SAFE);
      assertThat(inner.read()).containsExactly("text", "chat 1", "chat 2");
    }
  }

  @Test
  void doesNotBeginWhatIsTooLate() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    try (BoundedGuard guard = new BoundedGuard(inner, limits(2, LONG))) {
      assertNotScanned(
          Reason.TIMEOUT, () -> guard.assess(TEXT, BULK.withDeadline(Deadline.of(Duration.ZERO))));

      Future<Assessment> running = callers.submit(() -> guard.assess(TEXT));
      inner.awaitEntered();
      assertNotScanned(
          Reason.TIMEOUT,
          () ->
              guard.assess(
                  Conversation.ofPrompt("late"), INTERACTIVE.withDeadline(Deadline.of(SHORT))));

      inner.release();
      running.get();
    }
    assertThat(inner.read()).containsExactly("text");
  }

  @Test
  void interruptsTheGuardWhenTheDeadlinePasses() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    ScriptedGuard inner =
        new ScriptedGuard(
            conversation -> {
              try {
                new CountDownLatch(1).await();
                return ScriptedGuard.SAFE;
              } catch (InterruptedException e) {
                interrupted.complete(true);
                throw new NotScannedException(Reason.CANCELLED, "interrupted");
              }
            });
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG))) {
      assertNotScanned(
          Reason.TIMEOUT, () -> guard.assess(TEXT, INTERACTIVE.withDeadline(Deadline.of(SHORT))));
      assertThat(interrupted.get()).isTrue();
    }
  }

  @Test
  void tellsTheGuardWhatIsWantedAndTheDeadlineThatComesFirst() {
    List<AssessmentOptions> options = new ArrayList<>();
    ScriptedGuard inner =
        new ScriptedGuard(
            (conversation, given) -> {
              options.add(given);
              return ScriptedGuard.SAFE;
            });
    Deadline own = Deadline.of(Duration.ofMinutes(1));
    Deadline later = Deadline.of(Duration.ofDays(1));
    AssessmentOptions full = BULK.withScores(Scores.FULL);
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG))) {
      guard.assess(TEXT, full.withDeadline(own));
      guard.assess(TEXT, full.withDeadline(later));
    }
    assertThat(options).first().isEqualTo(full.withDeadline(own));
    assertThat(options.getLast().scores()).isEqualTo(Scores.FULL);
    assertThat(options.getLast().deadline().remaining()).isLessThanOrEqualTo(LONG);
  }

  @Test
  void neitherLosesNorInventsAPlaceUnderAStormOfCallers() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    ScriptedGuard either =
        new ScriptedGuard(
            conversation ->
                conversation.last().content().equals("held")
                    ? inner.assess(conversation)
                    : ScriptedGuard.SAFE);
    try (BoundedGuard guard =
        new BoundedGuard(either, new BoundedGuard.Limits(2, 3, LONG, Duration.ZERO))) {
      List<Future<?>> storm = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        AssessmentOptions options =
            (i % 3 == 0 ? INTERACTIVE : BULK)
                .withDeadline(Deadline.of(Duration.ofNanos(i % 5 == 0 ? i : Long.MAX_VALUE)));
        Future<?> caller = callers.submit(() -> guard.assess(TEXT, options));
        storm.add(caller);
        if (i % 7 == 0) {
          caller.cancel(true);
        }
      }
      for (Future<?> caller : storm) {
        awaitEnd(caller);
      }

      for (int i = 0; i < 2; i++) {
        callers.submit(() -> guard.assess(Conversation.ofPrompt("held")));
        inner.awaitEntered();
      }
      for (int i = 0; i < 3; i++) {
        enqueue(guard, "held", INTERACTIVE);
      }
      assertNotScanned(Reason.OVERLOADED, () -> guard.assess(TEXT));
      inner.release();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, PT1S, PT1S", "1, 0, PT1S, PT1S", "1, 1, PT0S, PT1S", "1, 1, PT1S, PT-1S"})
  void limitsWithoutRoomOrTimeAreRefused(
      int threads, int queue, Duration timeout, Duration patience) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoundedGuard.Limits(threads, queue, timeout, patience));
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
    try (BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG))) {
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
    List<Priority> priorities = new ArrayList<>();
    List<Duration> waits = new ArrayList<>();
    ScriptedGuard inner = new ScriptedGuard(conversation -> ScriptedGuard.SAFE);
    try (BoundedGuard guard =
        new BoundedGuard(
            inner,
            limits(1, LONG),
            (priority, wait) -> {
              priorities.add(priority);
              waits.add(wait);
            })) {
      guard.assess(TEXT, BULK);
      guard.assess(TEXT);
    }
    assertThat(priorities).containsExactly(Priority.BULK, Priority.INTERACTIVE);
    assertThat(waits).hasSize(2).allMatch(wait -> !wait.isNegative());
  }

  @Test
  void closingAnswersThoseWhoWaitAndClosesTheGuardOnceItsWorkIsDone() throws Exception {
    ScriptedGuard inner = ScriptedGuard.blocking();
    BoundedGuard guard = new BoundedGuard(inner, limits(1, LONG));
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
    BoundedGuard guard = new BoundedGuard(inner, limits(1, SHORT));
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

  /** Asks, on a thread of its own, and returns when the conversation is in the queue. */
  private Future<Assessment> enqueue(BoundedGuard guard, String text, AssessmentOptions options)
      throws InterruptedException {
    int before = queued(guard);
    Future<Assessment> caller =
        callers.submit(() -> guard.assess(Conversation.ofPrompt(text), options));
    awaitQueued(guard, before + 1);
    return caller;
  }

  private static void awaitEnd(Future<?> caller) throws InterruptedException {
    try {
      caller.get();
    } catch (CancellationException e) {
      // It was to be.
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(NotScannedException.class);
    }
  }

  private static BoundedGuard.Limits limits(int queue, Duration timeout) {
    return new BoundedGuard.Limits(1, queue, timeout, LONG);
  }

  private static void assertRefused(Future<Assessment> caller) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(caller::get)
        .havingCause()
        .isInstanceOfSatisfying(
            NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));
  }

  private static int queued(BoundedGuard guard) {
    return guard.queued(Priority.INTERACTIVE) + guard.queued(Priority.BULK);
  }

  private static void awaitQueued(BoundedGuard guard, int queued) throws InterruptedException {
    while (queued(guard) != queued) {
      Thread.sleep(1);
    }
  }
}
