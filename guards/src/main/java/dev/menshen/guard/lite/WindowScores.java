package dev.menshen.guard.lite;

import dev.menshen.Category;
import dev.menshen.SeverityProbabilities;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an encoder says about one window.
 *
 * @param severity calibrated probabilities
 * @param categories a probability per category
 * @param tokens how many tokens it read, its own included
 */
record WindowScores(SeverityProbabilities severity, Map<Category, Double> categories, int tokens) {
  private static final int SEVERITIES = 3;

  /** The order of the encoder's outputs, which is the training's and not the enum's business. */
  private static final List<Category> OUTPUTS =
      List.of(
          Category.VIOLENT,
          Category.NON_VIOLENT_ILLEGAL_ACTS,
          Category.SEXUAL,
          Category.PII,
          Category.SUICIDE_AND_SELF_HARM,
          Category.UNETHICAL_ACTS,
          Category.POLITICALLY_SENSITIVE_TOPICS,
          Category.COPYRIGHT_VIOLATION,
          Category.JAILBREAK);

  /**
   * Turns an encoder's outputs into probabilities: a softmax over the severities at the encoder's
   * temperature (Guo et al., "On Calibration of Modern Neural Networks", 2017), a sigmoid for each
   * category.
   *
   * @param severity logits of Safe, Controversial and Unsafe
   * @param categories logits of the nine categories
   */
  static WindowScores of(
      float[] severity, float[] categories, ModelDescription description, int tokens) {
    if (severity.length != SEVERITIES || categories.length != OUTPUTS.size()) {
      throw new IllegalStateException(
          "the encoder gives %d severities and %d categories"
              .formatted(severity.length, categories.length));
    }
    double highest = Math.max(severity[0], Math.max(severity[1], severity[2]));
    double[] weights = new double[SEVERITIES];
    double sum = 0;
    for (int i = 0; i < SEVERITIES; i++) {
      weights[i] = Math.exp((severity[i] - highest) / description.temperature());
      sum += weights[i];
    }
    Map<Category, Double> probabilities = new EnumMap<>(Category.class);
    for (int i = 0; i < categories.length; i++) {
      probabilities.put(OUTPUTS.get(i), 1 / (1 + Math.exp(-categories[i])));
    }
    return new WindowScores(
        new SeverityProbabilities(weights[0] / sum, weights[1] / sum, weights[2] / sum),
        probabilities,
        tokens);
  }
}
