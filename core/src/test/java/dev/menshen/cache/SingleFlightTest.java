package dev.menshen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.menshen.Deadline;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.ScriptedGuard;
import dev.menshen.View;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.AssessmentCache.Computation;
import dev.menshen.cache.AssessmentCache.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SingleFlightTest {
  private static final CacheKey KEY = new CacheKey("0".repeat(64));
  private static final Finding FINDING =
      new Finding(ScriptedGuard.SAFE, View.RAW, 1, Optional.empty());

  private final SingleFlight flight = SingleFlight.before(AssessmentCache.NONE);
  private final CountDownLatch landing = new CountDownLatch(1);
  private final AtomicInteger computed = new AtomicInteger();

  @Test
  void aThousandRequestsAtOnceComputeOnce() throws Exception {
    Request leader = request(held(() -> FINDING), Deadline.none());
    leader.awaitParked();
    List<Request> followers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      followers.add(request(counted(), Deadline.none()));
    }
    for (Request follower : followers) {
      follower.awaitParked();
    }
    landing.countDown();

    assertThat(leader.answer()).isEqualTo(new Answer(FINDING, Source.COMPUTED));
    for (Request follower : followers) {
      assertThat(follower.answer()).isEqualTo(new Answer(FINDING, Source.JOINED));
    }
    assertThat(computed).hasValue(1);
    assertThat(flight.inFlight()).isZero();
  }

  @Test
  void otherKeysDoNotWait() throws Exception {
    request(held(() -> FINDING), Deadline.none()).awaitParked();

    assertThat(flight.get(new CacheKey("1".repeat(64)), counted(), Deadline.none()).source())
        .isEqualTo(Source.COMPUTED);
    landing.countDown();
  }

  @Test
  void nothingIsKept() {
    flight.get(KEY, counted(), Deadline.none());
    flight.get(KEY, counted(), Deadline.none());

    assertThat(computed).hasValue(2);
  }

  @Test
  void aFollowerWaitsNoLongerThanItsOwnDeadline() throws Exception {
    Request leader = request(held(() -> FINDING), Deadline.none());
    leader.awaitParked();

    assertThatThrownBy(() -> flight.get(KEY, counted(), Deadline.of(Duration.ofMillis(5))))
        .isInstanceOfSatisfying(
            NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
    landing.countDown();
    assertThat(leader.answer().source()).isEqualTo(Source.COMPUTED);
    assertThat(computed).hasValue(1);
  }

  @Test
  void aFollowerThatIsInterruptedIsCancelledAndTheOthersWaitOn() throws Exception {
    Request leader = request(held(() -> FINDING), Deadline.none());
    leader.awaitParked();
    Request gone = request(counted(), Deadline.none());
    Request other = request(counted(), Deadline.none());
    gone.awaitParked();
    other.awaitParked();

    gone.thread.interrupt();

    assertThat(gone.failure()).isEqualTo(Reason.CANCELLED);
    assertThat(gone.interrupted).isTrue();
    landing.countDown();
    assertThat(other.answer().source()).isEqualTo(Source.JOINED);
    assertThat(leader.answer().source()).isEqualTo(Source.COMPUTED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELLED", "TIMEOUT", "OVERLOADED"})
  void whenTheFirstFailsForItselfOneOfThoseThatWaitComputes(Reason reason) throws Exception {
    Request leader = request(held(() -> fail(reason)), Deadline.none());
    leader.awaitParked();
    List<Request> followers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      followers.add(request(slow(), Deadline.none()));
    }
    for (Request follower : followers) {
      follower.awaitParked();
    }
    landing.countDown();

    assertThat(leader.failure()).isEqualTo(reason);
    List<Source> sources = new ArrayList<>();
    for (Request follower : followers) {
      sources.add(follower.answer().source());
    }
    assertThat(sources).containsOnly(Source.COMPUTED, Source.JOINED);
    assertThat(mostAtOnce).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"UNSUPPORTED_LANGUAGE", "BACKEND_DOWN", "UNPARSABLE", "TOO_LONG", "GUARD_FAILED"})
  void whatFailsForAllIsNotTriedAgainByEach(Reason reason) throws Exception {
    Request leader = request(held(() -> fail(reason)), Deadline.none());
    leader.awaitParked();
    Request follower = request(counted(), Deadline.none());
    follower.awaitParked();
    landing.countDown();

    assertThat(leader.failure()).isEqualTo(reason);
    assertThat(follower.failure()).isEqualTo(reason);
    assertThat(computed).hasValue(1);
    assertThat(flight.get(KEY, counted(), Deadline.none()).source()).isEqualTo(Source.COMPUTED);
  }

  @Test
  void anUnforeseenFaultIsTheGuardsFailureForThoseThatWait() throws Exception {
    Request leader =
        request(
            held(
                () -> {
                  throw new IllegalStateException("quotes the text");
                }),
            Deadline.none());
    leader.awaitParked();
    Request follower = request(counted(), Deadline.none());
    follower.awaitParked();
    landing.countDown();

    assertThat(leader.thrown()).isInstanceOf(IllegalStateException.class);
    assertThat(follower.failure()).isEqualTo(Reason.GUARD_FAILED);
    assertThat(follower.thrown()).hasMessageNotContaining("quotes");
    assertThat(flight.inFlight()).isZero();
  }

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  private Computation counted() {
    return () -> {
      computed.incrementAndGet();
      return FINDING;
    };
  }

  /** A computation that tells how many of it ran at once. */
  private Computation slow() {
    return () -> {
      mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
      Thread.yield();
      running.decrementAndGet();
      return FINDING;
    };
  }

  private Computation held(Computation then) {
    return () -> {
      computed.incrementAndGet();
      try {
        landing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return then.compute();
    };
  }

  private static Finding fail(Reason reason) {
    throw new NotScannedException(reason, "it failed");
  }

  private Request request(Computation computation, Deadline deadline) {
    return new Request(computation, deadline);
  }

  /** A request on a virtual thread of its own. */
  private final class Request {
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile boolean interrupted;
    private final Thread thread;

    Request(Computation computation, Deadline deadline) {
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      answer.complete(flight.get(KEY, computation, deadline));
                    } catch (RuntimeException e) {
                      interrupted = Thread.currentThread().isInterrupted();
                      answer.completeExceptionally(e);
                    }
                  });
    }

    void awaitParked() {
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(thread.isAlive()).isTrue();
        Thread.onSpinWait();
      }
    }

    Answer answer() throws Exception {
      return answer.get();
    }

    Throwable thrown() {
      return catchThrowable(answer::join).getCause();
    }

    Reason failure() {
      return ((NotScannedException) thrown()).reason();
    }
  }
}
