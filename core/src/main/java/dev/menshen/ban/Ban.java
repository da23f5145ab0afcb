package dev.menshen.ban;

import static java.util.Objects.requireNonNull;

import dev.menshen.Subject;
import java.time.Instant;

/**
 * A subject that may not send text for a while.
 *
 * @param subject who
 * @param tenant the tenant whose user it is
 * @param since from when
 * @param until until when
 * @param strikes how many strikes it had then
 * @param rule the rule of the policy that caused it, or why a person did
 * @param moderationId the moderation that caused it; empty when a person did
 */
public record Ban(
    Subject subject,
    String tenant,
    Instant since,
    Instant until,
    int strikes,
    String rule,
    String moderationId) {
  /** Checks that nothing is missing and that it ends after it begins. */
  public Ban {
    requireNonNull(subject, "subject is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(since, "since is null");
    requireNonNull(until, "until is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(moderationId, "moderationId is null");
    if (!until.isAfter(since)) {
      throw new IllegalArgumentException("a ban ends after it begins");
    }
  }
}
