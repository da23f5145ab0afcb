package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Finding;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.effect.Effect;
import dev.menshen.review.Urgency;
import java.util.List;
import java.util.Optional;

/**
 * Why a text is before a person: what the guard and the policy made of it.
 *
 * @param direction which way the text travels
 * @param language the text's language, an ISO 639-1 code, where it is known
 * @param severity what the policy makes of it; empty when it was not scanned
 * @param notScanned why it was not scanned; empty when it was
 * @param categories the categories that count at the policy's thresholds, likeliest first
 * @param probabilities what the guard said; empty when it was not scanned
 * @param rule the rule that wants a person to look at it
 * @param policy the name of the rule's policy
 * @param policyVersion its version
 */
record Cause(
    Direction direction,
    Optional<String> language,
    Optional<Severity> severity,
    Optional<Reason> notScanned,
    List<Category> categories,
    Optional<SeverityProbabilities> probabilities,
    String rule,
    String policy,
    int policyVersion) {
  Cause {
    requireNonNull(direction, "direction is null");
    requireNonNull(language, "language is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(notScanned, "notScanned is null");
    categories = List.copyOf(categories);
    requireNonNull(probabilities, "probabilities is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(policy, "policy is null");
  }

  static Cause of(Effect effect) {
    return new Cause(
        effect.evidence().direction(),
        effect.evidence().language(),
        effect.decision().severity(),
        effect.evidence().notScanned(),
        effect.decision().categories(),
        effect.evidence().finding().map(Finding::assessment).map(Assessment::probabilities),
        effect.rule(),
        effect.decision().policy().name(),
        effect.decision().policy().version());
  }

  /** How much the text needs a person, from 0 to 1. */
  double urgency() {
    return Urgency.of(severity, probabilities);
  }
}
