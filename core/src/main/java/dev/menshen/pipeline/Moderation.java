package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.Direction;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import java.time.Duration;

/**
 * The outcome of the pipeline for one conversation: assessed or not scanned. There is no third
 * state, and a text that was not scanned is never shown, stored or counted as Safe.
 */
public sealed interface Moderation {
  /** A unique id, also in the logs: a random UUID. */
  String id();

  /** Which way the judged text travels. */
  Direction direction();

  /** The guard that was asked. */
  GuardInfo guard();

  /** How long the pipeline took. */
  Duration latency();

  /**
   * The guard gave a verdict.
   *
   * @param assessment what the guard said
   */
  record Assessed(
      String id, Direction direction, GuardInfo guard, Duration latency, Assessment assessment)
      implements Moderation {
    /** Checks that nothing is missing. */
    public Assessed {
      requireNonNull(id, "id is null");
      requireNonNull(direction, "direction is null");
      requireNonNull(guard, "guard is null");
      requireNonNull(latency, "latency is null");
      requireNonNull(assessment, "assessment is null");
    }
  }

  /**
   * There is no verdict.
   *
   * @param reason why, for programs
   * @param detail why and what to do, for people; never holds the text
   */
  record NotScanned(
      String id,
      Direction direction,
      GuardInfo guard,
      Duration latency,
      NotScannedException.Reason reason,
      String detail)
      implements Moderation {
    /** Checks that nothing is missing. */
    public NotScanned {
      requireNonNull(id, "id is null");
      requireNonNull(direction, "direction is null");
      requireNonNull(guard, "guard is null");
      requireNonNull(latency, "latency is null");
      requireNonNull(reason, "reason is null");
      requireNonNull(detail, "detail is null");
    }
  }
}
