package dev.menshen.server.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether scores mean what they say: of the rows with a score near 0.8, are 80 % positives?
 *
 * @param bins the bins that hold rows, lowest first
 */
record Calibration(List<Bin> bins) {
  private static final int BINS = 10;

  Calibration {
    bins = List.copyOf(bins);
  }

  /** Sorts the rows with a verdict into ten bins of equal width by their score. */
  static Calibration of(List<Outcome> outcomes) {
    int[] rows = new int[BINS];
    int[] positives = new int[BINS];
    double[] scores = new double[BINS];
    for (Outcome outcome : outcomes) {
      outcome
          .verdict()
          .ifPresent(
              verdict -> {
                int bin = Math.min(BINS - 1, (int) (verdict.score() * BINS));
                rows[bin]++;
                scores[bin] += verdict.score();
                positives[bin] += outcome.isPositive() ? 1 : 0;
              });
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      if (rows[i] > 0) {
        bins.add(new Bin(rows[i], scores[i] / rows[i], (double) positives[i] / rows[i]));
      }
    }
    return new Calibration(bins);
  }

  /**
   * The expected calibration error: the mean distance between score and share of positives over the
   * bins, weighted by their rows; empty without rows.
   */
  OptionalDouble expectedError() {
    int rows = rows();
    if (rows == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        bins.stream()
            .mapToDouble(bin -> bin.rows() * Math.abs(bin.score() - bin.positives()) / rows)
            .sum());
  }

  /** How many rows have a verdict. */
  int rows() {
    return bins.stream().mapToInt(Bin::rows).sum();
  }

  /**
   * Rows with scores near each other.
   *
   * @param rows how many
   * @param score their mean score
   * @param positives the share of positives among them
   */
  record Bin(int rows, double score, double positives) {}
}
