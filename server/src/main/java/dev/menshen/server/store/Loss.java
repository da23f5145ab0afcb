package dev.menshen.server.store;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the moderations that the history has lost, and tells the log once a minute. */
final class Loss {
  private static final Logger LOGGER = LoggerFactory.getLogger(Loss.class);
  private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

  private final Counter counter;
  private long unreported;
  private String reason = "";
  private long nextReport = System.nanoTime();

  Loss(Counter counter) {
    this.counter = counter;
  }

  /** Counts lost moderations; the first of a minute are told at once. */
  void count(int moderations, String why) {
    counter.increment(moderations);
    synchronized (this) {
      unreported += moderations;
      reason = why;
    }
    reportInTime();
  }

  /** Tells of those that were not told of yet, if the last report is a minute ago. */
  synchronized void reportInTime() {
    if (unreported > 0 && System.nanoTime() - nextReport >= 0) {
      report();
    }
  }

  /** Tells of those that were not told of yet. */
  synchronized void report() {
    if (unreported > 0) {
      LOGGER.warn(
          "{} moderations could not be remembered ({}); they were answered, and are missing from"
              + " the history",
          unreported,
          reason);
      unreported = 0;
      nextReport = System.nanoTime() + BETWEEN_REPORTS.toNanos();
    }
  }
}
