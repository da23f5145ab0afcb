package dev.menshen.cache;

import static java.util.Objects.requireNonNull;

import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets one request of a key at a time through to what is behind it; those that come meanwhile wait
 * for its answer, each until its own deadline.
 *
 * <p>When the one that was let through fails for a reason of its own (its client went away, its
 * time was up, it was refused as one that nobody waits for), another of those that wait is let
 * through. Any other failure is that of all, so that a broken guard is not asked again by each.
 */
public final class SingleFlight implements AssessmentCache {
  private final AssessmentCache behind;
  private final ConcurrentMap<CacheKey, CompletableFuture<Outcome>> flights =
      new ConcurrentHashMap<>();

  private SingleFlight(AssessmentCache behind) {
    this.behind = requireNonNull(behind, "behind is null");
  }

  /** Lets one request of a key at a time through to a cache. */
  public static SingleFlight before(AssessmentCache behind) {
    return new SingleFlight(behind);
  }

  /** How a flight ended: with an answer, or with a failure for all; with neither, for itself. */
  private record Outcome(Optional<Answer> answer, Optional<NotScannedException> failure) {
    static final Outcome GIVEN_UP = new Outcome(Optional.empty(), Optional.empty());

    static Outcome of(NotScannedException failure) {
      return switch (failure.reason()) {
        case CANCELLED, TIMEOUT, OVERLOADED -> GIVEN_UP;
        case UNSUPPORTED_LANGUAGE,
            BACKEND_DOWN,
            UNPARSABLE,
            TOO_LONG,
            SUBJECT_BANNED,
            AUDIT_UNAVAILABLE,
            GUARD_FAILED ->
            new Outcome(
                Optional.empty(),
                // Without its cause, which is logged once.
                Optional.of(
                    new NotScannedException(
                        failure.reason(), String.valueOf(failure.getMessage()))));
      };
    }
  }

  @Override
  public Answer get(CacheKey key, Computation computation, Deadline deadline) {
    while (true) {
      CompletableFuture<Outcome> mine = new CompletableFuture<>();
      CompletableFuture<Outcome> other = flights.putIfAbsent(key, mine);
      if (other == null) {
        return lead(key, computation, deadline, mine);
      }
      Outcome outcome = await(other, deadline);
      if (outcome.failure().isPresent()) {
        NotScannedException failure = outcome.failure().get();
        throw new NotScannedException(failure.reason(), String.valueOf(failure.getMessage()));
      }
      if (outcome.answer().isPresent()) {
        return new Answer(outcome.answer().get().finding(), Source.JOINED);
      }
      deadline.check();
    }
  }

  /** How many keys are on their way now. */
  public int inFlight() {
    return flights.size();
  }

  private Answer lead(
      CacheKey key, Computation computation, Deadline deadline, CompletableFuture<Outcome> flight) {
    Outcome outcome = failed();
    try {
      Answer answer = behind.get(key, computation, deadline);
      outcome = new Outcome(Optional.of(answer), Optional.empty());
      return answer;
    } catch (NotScannedException e) {
      outcome = Outcome.of(e);
      throw e;
    } finally {
      // Whoever wakes up must not find this flight again.
      flights.remove(key, flight);
      flight.complete(outcome);
    }
  }

  private static Outcome await(CompletableFuture<Outcome> flight, Deadline deadline) {
    try {
      return flight.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw deadline.missed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotScannedException(
          Reason.CANCELLED, "the request was cancelled before there was a verdict");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a flight ends with an outcome", e);
    }
  }

  /** What those that wait are told when the one that was let through threw something unforeseen. */
  private static Outcome failed() {
    return Outcome.of(
        new NotScannedException(
            Reason.GUARD_FAILED,
            "the guard failed for another request that asked the same; see the log"));
  }
}
