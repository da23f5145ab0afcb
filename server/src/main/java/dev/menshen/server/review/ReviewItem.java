package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A text that is, or was, before a person, without the text.
 *
 * @param id the id of the first moderation of the text
 * @param scope the application whose text it is
 * @param created when it was moderated first
 * @param latest when it was moderated last
 * @param expires when its text is erased; empty when it has been, or is kept
 * @param occurrences how many moderations of the same text there were
 * @param cause what the guard and the policy made of it
 * @param urgency how much it needs a person, from 0 to 1: the most of all its moderations
 * @param standing where its review stands
 */
record ReviewItem(
    String id,
    Scope scope,
    Instant created,
    Instant latest,
    Optional<Instant> expires,
    long occurrences,
    Cause cause,
    double urgency,
    Standing standing) {
  ReviewItem {
    requireNonNull(id, "id is null");
    requireNonNull(scope, "scope is null");
    requireNonNull(created, "created is null");
    requireNonNull(latest, "latest is null");
    requireNonNull(expires, "expires is null");
    requireNonNull(cause, "cause is null");
    requireNonNull(standing, "standing is null");
  }

  /** The same item with its review elsewhere. */
  ReviewItem at(Standing standing) {
    return new ReviewItem(
        id, scope, created, latest, expires, occurrences, cause, urgency, standing);
  }

  /**
   * When it is due. Of two items the one that is due first is handed out first: the more urgent one
   * of two that came together, and any that came earlier than the head start.
   *
   * @param urgency from 0 to 1
   * @param headStart how much earlier than it came the most urgent item is due
   */
  Instant due(double urgency, Duration headStart) {
    return created.minus(Duration.ofMillis(Math.round(headStart.toMillis() * urgency)));
  }

  /** What was decided about it, to be told of some of its moderations. */
  ReviewOutcome outcome(List<ReviewOutcome.Moderated> moderations) {
    return new ReviewOutcome(
        id,
        scope,
        moderations,
        standing.label().orElseThrow(),
        standing.released(),
        standing.round(),
        standing.decided().orElseThrow());
  }
}
