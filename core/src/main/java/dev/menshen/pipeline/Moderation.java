package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.ban.Ban;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of the pipeline for one conversation: assessed or not scanned, and what the policy
 * makes of it. There is no third state, and a text that was not scanned is never shown, stored or
 * counted as Safe.
 */
public sealed interface Moderation {
  /** A unique id, also in the logs: a UUID of version 7, which is ordered by time. */
  String id();

  /** Who judged, or was to. */
  GuardInfo guard();

  /** How long the pipeline took. */
  Duration latency();

  /** What was decided on. */
  Evidence evidence();

  /** What is done. */
  Decision decision();

  /** What the candidate policy would have done, if one runs beside the active one. */
  Optional<Decision> candidate();

  /** The ban that the text caused, or that kept it from being read. */
  Optional<Ban> ban();

  /** This moderation with the ban that it caused. */
  Moderation withBan(Ban ban);

  /** Which way the judged text travels. */
  default Direction direction() {
    return evidence().direction();
  }

  /**
   * There is a verdict.
   *
   * @param source where the finding is from
   */
  record Assessed(
      String id,
      GuardInfo guard,
      Duration latency,
      Evidence evidence,
      AssessmentCache.Source source,
      Decision decision,
      Optional<Decision> candidate,
      Optional<Ban> ban)
      implements Moderation {
    /** Checks that nothing is missing. */
    public Assessed {
      requireNonNull(id, "id is null");
      requireNonNull(guard, "guard is null");
      requireNonNull(latency, "latency is null");
      requireNonNull(source, "source is null");
      requireNonNull(decision, "decision is null");
      requireNonNull(candidate, "candidate is null");
      requireNonNull(ban, "ban is null");
      if (evidence.finding().isEmpty()) {
        throw new IllegalArgumentException("an assessed text has a finding");
      }
    }

    @Override
    public Assessed withBan(Ban ban) {
      return new Assessed(
          id, guard, latency, evidence, source, decision, candidate, Optional.of(ban));
    }

    /** What was found, and in which view of the text. */
    public Finding finding() {
      return evidence.finding().orElseThrow();
    }

    /** What was found. */
    public Assessment assessment() {
      return finding().assessment();
    }
  }

  /**
   * There is no verdict.
   *
   * @param detail why and what to do, for people; never holds the text
   */
  record NotScanned(
      String id,
      GuardInfo guard,
      Duration latency,
      Evidence evidence,
      String detail,
      Decision decision,
      Optional<Decision> candidate,
      Optional<Ban> ban)
      implements Moderation {
    /** Checks that nothing is missing. */
    public NotScanned {
      requireNonNull(id, "id is null");
      requireNonNull(guard, "guard is null");
      requireNonNull(latency, "latency is null");
      requireNonNull(detail, "detail is null");
      requireNonNull(decision, "decision is null");
      requireNonNull(candidate, "candidate is null");
      requireNonNull(ban, "ban is null");
      if (evidence.notScanned().isEmpty()) {
        throw new IllegalArgumentException("a text that was not scanned has a reason");
      }
    }

    @Override
    public NotScanned withBan(Ban ban) {
      return new NotScanned(
          id, guard, latency, evidence, detail, decision, candidate, Optional.of(ban));
    }

    /** Why, for programs. */
    public NotScannedException.Reason reason() {
      return evidence.notScanned().orElseThrow();
    }
  }
}
