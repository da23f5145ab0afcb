package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.review.Label;
import dev.menshen.review.ReviewState;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the review of an item stands.
 *
 * @param state the state
 * @param round how often it was put before people, from 1: once more after every appeal
 * @param version goes up with every change by a person
 * @param claim who is at it, or was: it may have run out
 * @param label what was decided
 * @param released whether what was held is to be delivered, as it was decided
 * @param decided when that was
 */
record Standing(
    ReviewState state,
    int round,
    int version,
    Optional<Claim> claim,
    Optional<Label> label,
    boolean released,
    Optional<Instant> decided) {
  /** Of an item that nobody has seen. */
  static final Standing NEW =
      new Standing(
          ReviewState.WAITING, 1, 1, Optional.empty(), Optional.empty(), false, Optional.empty());

  Standing {
    requireNonNull(state, "state is null");
    requireNonNull(claim, "claim is null");
    requireNonNull(label, "label is null");
    requireNonNull(decided, "decided is null");
  }
}
