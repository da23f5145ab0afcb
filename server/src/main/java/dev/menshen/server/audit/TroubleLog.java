package dev.menshen.server.audit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log once a minute that the journal cannot be written, and once that it can again. */
final class TroubleLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private boolean trouble;
  private long told;

  synchronized void failed(String cause, AuditProperties.OnFailure onFailure) {
    long now = System.nanoTime();
    if (!trouble || now - told >= PAUSE) {
      trouble = true;
      told = now;
      LOGGER.error(
          "the audit journal cannot be written ({}); {}",
          cause,
          switch (onFailure) {
            case REFUSE -> "nothing is answered or done without a record until it can";
            case CONTINUE -> "requests go on without a record, as menshen.audit.on-failure says";
          });
    }
  }

  synchronized void noted(Gap gap) {
    trouble = false;
    LOGGER.warn(
        "the audit journal is written; {} records since {} are missing from it, and it says so",
        gap.records(),
        gap.since());
  }
}
