package dev.menshen.effect;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An effect that could not be delivered.
 *
 * @param effect the effect
 * @param sink the name of the sink that did not take it
 * @param attempts how often it was tried
 * @param cause why: the class of the last exception, without its message, which may quote the text;
 *     or {@link #QUEUE_FULL} or {@link #CLOSED}
 * @param since when it was given up
 */
public record UndeliveredEffect(
    Effect effect, String sink, int attempts, String cause, Instant since) {
  /** The cause when there was no room to wait. */
  public static final String QUEUE_FULL = "queue_full";

  /** The cause when the server stopped before it was delivered. */
  public static final String CLOSED = "closed";

  /** Checks that nothing is missing. */
  public UndeliveredEffect {
    requireNonNull(effect, "effect is null");
    requireNonNull(sink, "sink is null");
    requireNonNull(cause, "cause is null");
    requireNonNull(since, "since is null");
  }

  /** What it is, without anything that a person wrote. */
  @Override
  public String toString() {
    return "%s of moderation %s to %s (%s after %d attempts)"
        .formatted(effect.action().label(), effect.moderationId(), sink, cause, attempts);
  }
}
