package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That somebody is at an item, so that nobody else is given it.
 *
 * @param reviewer the id of whoever is at it
 * @param name what people call them
 * @param until until when, unless they decide, release or extend it before
 */
record Claim(String reviewer, String name, Instant until) {
  Claim {
    requireNonNull(reviewer, "reviewer is null");
    requireNonNull(name, "name is null");
    requireNonNull(until, "until is null");
  }

  /** Whether it keeps this reviewer from the item now. */
  boolean excludes(String other, Instant now) {
    return until.isAfter(now) && !reviewer.equals(other);
  }
}
