package dev.menshen.pipeline;

import java.time.Instant;

/**
 * The record of what was moderated, made before anything is answered or acted on. Safe for many
 * threads.
 */
@FunctionalInterface
public interface AuditTrail {
  /** Keeps no record. */
  AuditTrail NONE = (request, time, moderation) -> {};

  /**
   * Records a moderation, without its text; when this returns, the record is as safe as the
   * installation wants it. A ban that the moderation is about to cause is not in it yet: the
   * decision says that there is to be one.
   *
   * @param request what was asked; only digests and lengths of its text may be kept
   * @param time when it was asked
   * @throws AuditUnavailableException when there is no record and without one nothing may be
   *     answered
   */
  void record(ModerationRequest request, Instant time, Moderation moderation);
}
