package dev.menshen.server.models;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Counts the failures of one request in a row, and waits between its attempts. */
final class Backoff {
  private final PullSettings settings;
  private final PullProgress progress;
  private int failures;

  Backoff(PullSettings settings, PullProgress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /** There was progress. */
  void reset() {
    failures = 0;
  }

  /**
   * Waits until the next attempt.
   *
   * @throws PullException the fault itself, when another attempt is of no use or one too many
   */
  void await(PullException fault) throws PullException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    failures++;
    Duration asked = fault.retryAfter().orElse(Duration.ZERO);
    if (!fault.reason().isTransient()
        || failures >= settings.attempts()
        || asked.compareTo(settings.longestRetryAfter()) > 0) {
      throw fault;
    }
    Duration wait = longer(asked, own());
    progress.waiting(fault, wait);
    Thread.sleep(wait);
  }

  /** Doubles from failure to failure; between half and all of it, so that many do not meet. */
  private Duration own() {
    Duration doubled = settings.backoff().multipliedBy(1L << Math.min(failures - 1, 20));
    Duration limit =
        doubled.compareTo(settings.longestBackoff()) < 0 ? doubled : settings.longestBackoff();
    long nanos = limit.toNanos();
    return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
