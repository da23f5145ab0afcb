package dev.menshen.server.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the records that are missing from the journal, until a line of it says so. */
final class Missing {
  private final InstantSource clock;
  private @Nullable Instant since;
  private long records;
  private String cause = "";

  Missing(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(String why) {
    if (since == null) {
      since = clock.instant();
      cause = why;
    }
    records++;
  }

  /** What is missing now. */
  synchronized Optional<Gap> gap() {
    Instant start = since;
    return start == null ? Optional.empty() : Optional.of(new Gap(start, records, cause));
  }

  /** The journal says so now. */
  synchronized void noted(Gap gap) {
    records -= gap.records();
    if (records == 0) {
      since = null;
    }
  }
}
