package dev.menshen.guard.local;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.Comparator;
import java.util.EnumMap;
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
  private static final Comparator<WindowVerdict> BY_HARM =
      Comparator.comparing(WindowVerdict::severity)
          .thenComparingDouble(window -> window.probabilities().notSafe());

  /**
   * The verdict on a text: the worst window decides; a category is as probable as in the window
   * where it is most so.
   *
   * @param windows at least one
   * @param omitted how many of the oldest messages no window had room for
   */
  static Assessment merged(List<WindowVerdict> windows, int omitted) {
    WindowVerdict worst = windows.stream().max(BY_HARM).orElseThrow();
    Map<Category, Double> probabilities = new EnumMap<>(Category.class);
    windows.forEach(
        window ->
            window
                .categoryProbabilities()
                .forEach((category, share) -> probabilities.merge(category, share, Math::max)));
    return new Assessment(
        worst.severity(),
        worst.probabilities(),
        windows.stream().flatMap(window -> window.categories().stream()).distinct().toList(),
        probabilities,
        worst.refusal(),
        windows.size(),
        windows.stream().mapToInt(WindowVerdict::tokens).sum(),
        omitted);
  }

  /** The softmax of logits. */
  static <K> Map<K, Double> softmax(Map<K, Double> logits) {
    double highest = logits.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    double sum = logits.values().stream().mapToDouble(logit -> Math.exp(logit - highest)).sum();
    Map<K, Double> shares = new LinkedHashMap<>();
    logits.forEach((key, logit) -> shares.put(key, Math.exp(logit - highest) / sum));
    return shares;
  }
}
