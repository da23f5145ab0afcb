package dev.menshen.history;

import static java.util.Objects.requireNonNull;

import dev.menshen.Subject;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import java.time.Duration;
import java.util.Optional;

/**
 * A moderation as it is remembered, without the text.
 *
 * @param id the moderation's id: a UUID of version 7, which is ordered by time
 * @param subject whose text it was, if that is known
 * @param guard the model that judged
 * @param evidence what was decided on
 * @param decision what was decided
 * @param candidate what the candidate policy would have decided, if one ran beside
 * @param latency how long the pipeline took
 */
public record PastModeration(
    String id,
    Optional<Subject> subject,
    String guard,
    Evidence evidence,
    Decision decision,
    Optional<Decision> candidate,
    Duration latency) {
  /** Checks that nothing is missing. */
  public PastModeration {
    requireNonNull(id, "id is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(guard, "guard is null");
    requireNonNull(evidence, "evidence is null");
    requireNonNull(decision, "decision is null");
    requireNonNull(candidate, "candidate is null");
    requireNonNull(latency, "latency is null");
  }
}
