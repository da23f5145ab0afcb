package dev.menshen.policy;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The thresholds for the texts of one language.
 *
 * @param severity those of the severities; empty when the guard's own verdict holds
 * @param categories those of categories; a category without one counts when the guard names it
 */
record Levels(Optional<SeverityLevels> severity, Map<Category, Double> categories) {
  Levels {
    categories = Map.copyOf(categories);
  }

  /** What these thresholds make of an assessment. */
  Judgement judge(Assessment assessment, Optional<Severity> previous, double margin) {
    Severity judged =
        severity
            .map(levels -> levels.of(assessment.probabilities(), previous, margin))
            .orElse(assessment.severity());
    List<Category> counting = counting(assessment, judged);
    return new Judgement(
        judged == Severity.SAFE && !counting.isEmpty() ? Severity.CONTROVERSIAL : judged, counting);
  }

  /**
   * The guard names categories of a text that is not Safe at its own thresholds; where the policy's
   * say that the text is Safe, the names say nothing. Those of a text that the guard itself calls
   * Safe count.
   */
  private List<Category> counting(Assessment assessment, Severity judged) {
    boolean named = judged != Severity.SAFE || assessment.severity() == Severity.SAFE;
    if (categories.isEmpty()) {
      return named ? assessment.categories() : List.of();
    }
    Map<Category, Double> counting = new EnumMap<>(Category.class);
    for (Category category : assessment.categories()) {
      if (named) {
        counting.put(category, probability(assessment, category, 1));
      }
    }
    categories.forEach(
        (category, threshold) -> {
          boolean guardNames = counting.containsKey(category);
          double probability = probability(assessment, category, guardNames ? 1 : 0);
          if (probability >= threshold) {
            counting.put(category, probability);
          } else {
            counting.remove(category);
          }
        });
    Comparator<Category> byProbability =
        Comparator.comparingDouble(category -> counting.getOrDefault(category, 0.0));
    return counting.keySet().stream().sorted(byProbability.reversed()).toList();
  }

  private static double probability(Assessment assessment, Category category, double otherwise) {
    return assessment.categoryProbabilities().getOrDefault(category, otherwise);
  }

  /**
   * The thresholds of the severities.
   *
   * @param unsafe from which P(Unsafe) on a text is Unsafe
   * @param controversial from which P(Controversial) + P(Unsafe) on a text is Controversial
   */
  record SeverityLevels(double unsafe, double controversial) {
    /** Where nothing else is said: the severity that is likelier than not. */
    static final SeverityLevels DEFAULT = new SeverityLevels(0.5, 0.5);

    /**
     * The severity at these thresholds. Those above what was made of the thread's last text are
     * higher by the margin, those at and below it are lower by it.
     */
    Severity of(SeverityProbabilities probabilities, Optional<Severity> previous, double margin) {
      double harm = probabilities.unsafe();
      if (harm >= moved(unsafe, Severity.UNSAFE, previous, margin)) {
        return Severity.UNSAFE;
      }
      double doubt = probabilities.unsafe() + probabilities.controversial();
      return doubt >= moved(controversial, Severity.CONTROVERSIAL, previous, margin)
          ? Severity.CONTROVERSIAL
          : Severity.SAFE;
    }

    private static double moved(
        double threshold, Severity severity, Optional<Severity> previous, double margin) {
      if (previous.isEmpty()) {
        return threshold;
      }
      return previous.get().compareTo(severity) >= 0 ? threshold - margin : threshold + margin;
    }

    Stream<Double> values() {
      return Stream.of(unsafe, controversial);
    }
  }
}
