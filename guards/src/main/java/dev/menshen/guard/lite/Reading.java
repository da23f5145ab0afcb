package dev.menshen.guard.lite;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.guard.lite.ModelDescription.Thresholds;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an encoder makes of a whole text: its worst window against the encoder's thresholds.
 *
 * @param severity the verdict
 * @param probabilities those of the worst window
 * @param categories the highest probability of each category in any window
 * @param categoryThreshold a category is named from this probability on
 * @param windows how many windows were read
 * @param tokens how many tokens were read
 */
record Reading(
    Severity severity,
    SeverityProbabilities probabilities,
    Map<Category, Double> categories,
    double categoryThreshold,
    int windows,
    int tokens) {
  private static final Comparator<Reading> BY_HARM =
      Comparator.comparing(Reading::severity)
          .thenComparingDouble(reading -> reading.probabilities.notSafe());

  /**
   * Merges the windows of one text.
   *
   * @param windows at least one
   */
  static Reading of(List<WindowScores> windows, Thresholds thresholds, Direction direction) {
    SeverityProbabilities worst =
        windows.stream()
            .map(WindowScores::severity)
            .max(Comparator.comparingDouble(SeverityProbabilities::notSafe))
            .orElseThrow();
    Severity severity =
        worst.notSafe() < thresholds.notSafe(direction)
            ? Severity.SAFE
            : worst.unsafe() >= thresholds.unsafe() ? Severity.UNSAFE : Severity.CONTROVERSIAL;
    Map<Category, Double> categories = new EnumMap<>(Category.class);
    windows.forEach(window -> raise(categories, window.categories()));
    return new Reading(
        severity,
        worst,
        categories,
        thresholds.category(),
        windows.size(),
        windows.stream().mapToInt(WindowScores::tokens).sum());
  }

  boolean isUnsafe() {
    return severity == Severity.UNSAFE;
  }

  /** The worse of two readings of one text, with the work and the categories of both. */
  Reading worse(Reading other) {
    Reading worse = BY_HARM.compare(this, other) >= 0 ? this : other;
    Map<Category, Double> both = new EnumMap<>(categories);
    raise(both, other.categories);
    return new Reading(
        worse.severity,
        worse.probabilities,
        both,
        worse.categoryThreshold,
        windows + other.windows,
        tokens + other.tokens);
  }

  /**
   * The assessment. A text that is not Safe has a category: the likeliest where none reaches the
   * threshold.
   */
  Assessment assessment(Direction direction) {
    Map<Category, Double> applicable = new EnumMap<>(categories);
    applicable.keySet().removeIf(category -> !category.appliesTo(direction));
    return new Assessment(
        severity, probabilities, named(applicable), applicable, Optional.empty(), windows, tokens);
  }

  /** Raises each probability to another one that is higher. */
  private static void raise(Map<Category, Double> probabilities, Map<Category, Double> others) {
    others.forEach((category, other) -> probabilities.merge(category, other, Math::max));
  }

  private List<Category> named(Map<Category, Double> applicable) {
    if (severity == Severity.SAFE) {
      return List.of();
    }
    List<Category> above =
        applicable.entrySet().stream()
            .filter(entry -> entry.getValue() >= categoryThreshold)
            .map(Map.Entry::getKey)
            .toList();
    return above.isEmpty()
        ? applicable.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .stream()
            .toList()
        : above;
  }
}
