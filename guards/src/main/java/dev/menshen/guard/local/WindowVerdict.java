package dev.menshen.guard.local;

import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model said of one window.
 *
 * @param severity the likeliest
 * @param probabilities of the severities, after {@code Safety:}
 * @param categories in the model's order; empty for a Safe window
 * @param categoryProbabilities where they were looked at
 * @param refusal where it was asked for
 * @param tokens how many tokens were read
 */
record WindowVerdict(
    Severity severity,
    SeverityProbabilities probabilities,
    List<Category> categories,
    Map<Category, Double> categoryProbabilities,
    Optional<Refusal> refusal,
    int tokens) {

  /** The softmax of logits. */
  static <K> Map<K, Double> softmax(Map<K, Double> logits) {
    double highest = logits.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double sum = logits.values().stream().mapToDouble(logit -> Math.exp(logit - highest)).sum();
    Map<K, Double> shares = new LinkedHashMap<>();
    logits.forEach((key, logit) -> shares.put(key, Math.exp(logit - highest) / sum));
    return shares;
  }
}
