package dev.menshen.server.eval;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How often a yes-or-no prediction was right. A ratio without a denominator is empty, not zero.
 *
 * @param truePositives positives that were flagged
 * @param falsePositives negatives that were flagged
 * @param trueNegatives negatives that were not flagged
 * @param falseNegatives positives that were not flagged
 */
public record Confusion(
    int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {
  /** Counts outcomes that have a verdict; the others predict nothing. */
  static Confusion count(Stream<Outcome> outcomes, Predicate<Outcome.Judgement.Verdict> flagged) {
    int[] counts = new int[4];
    outcomes.forEach(
        outcome ->
            outcome
                .verdict()
                .ifPresent(
                    verdict ->
                        counts[
                            (outcome.isPositive() ? 2 : 0) + (flagged.test(verdict) ? 1 : 0)]++));
    return new Confusion(counts[3], counts[1], counts[0], counts[2]);
  }

  /** Of the flagged, the share that is positive: TP / (TP + FP). */
  public OptionalDouble precision() {
    return ratio(truePositives, truePositives + falsePositives);
  }

  /** Of the positives, the share that is flagged: TP / (TP + FN). */
  public OptionalDouble recall() {
    return ratio(truePositives, truePositives + falseNegatives);
  }

  /** Of the negatives, the share that is flagged: FP / (FP + TN). */
  public OptionalDouble falsePositiveRate() {
    return ratio(falsePositives, falsePositives + trueNegatives);
  }

  /**
   * The harmonic mean of precision and recall as 2 TP / (2 TP + FP + FN), so 0 when positives were
   * there and none was flagged; empty without positives, where recall is not defined.
   */
  public OptionalDouble f1() {
    return truePositives + falseNegatives == 0
        ? OptionalDouble.empty()
        : ratio(2L * truePositives, 2L * truePositives + falsePositives + falseNegatives);
  }

  /** Of all, the share that is flagged. */
  public OptionalDouble flagged() {
    return ratio(
        truePositives + falsePositives,
        truePositives + falsePositives + trueNegatives + falseNegatives);
  }

  private static OptionalDouble ratio(long numerator, long denominator) {
    return denominator == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) numerator / denominator);
  }
}
