package dev.menshen.server.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Positives and negatives in the order of their scores: what can be said of a score before a
 * threshold is chosen.
 *
 * @param points for each distinct score, highest first: what is flagged when that score and all
 *     above it are
 * @param positives how many positives there are
 * @param negatives how many negatives there are
 */
public record Ranking(List<Point> points, int positives, int negatives) {
  /** Copies the points. */
  public Ranking {
    points = List.copyOf(points);
  }

  /**
   * Ranks scores.
   *
   * @param scored scores, none of them NaN, with their labels
   */
  static Ranking of(List<Scored> scored) {
    Scored[] sorted = scored.toArray(Scored[]::new);
    Arrays.sort(sorted, (a, b) -> Double.compare(b.score(), a.score()));
    List<Point> points = new ArrayList<>();
    int truePositives = 0;
    int falsePositives = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i].positive()) {
        truePositives++;
      } else {
        falsePositives++;
      }
      if (i + 1 == sorted.length || sorted[i + 1].score() != sorted[i].score()) {
        points.add(new Point(sorted[i].score(), truePositives, falsePositives));
      }
    }
    return new Ranking(points, truePositives, falsePositives);
  }

  /**
   * The area under the ROC curve: the chance that a positive scores above a negative, where ties
   * count half. This is the statistic of Mann and Whitney with mid-ranks, divided by the number of
   * pairs; the trapezoids below sum exactly that, in whole half-pairs.
   *
   * @return empty without both positives and negatives
   */
  public OptionalDouble auc() {
    if (positives == 0 || negatives == 0) {
      return OptionalDouble.empty();
    }
    long halfPairs = 0;
    int truePositives = 0;
    int falsePositives = 0;
    for (Point point : points) {
      halfPairs +=
          (long) (point.falsePositives() - falsePositives)
              * (point.truePositives() + (long) truePositives);
      truePositives = point.truePositives();
      falsePositives = point.falsePositives();
    }
    return OptionalDouble.of(halfPairs / 2.0 / ((double) positives * negatives));
  }

  /**
   * The average precision: the sum over the points of precision times the recall that the point
   * adds, without interpolation.
   *
   * @return empty without positives
   */
  public OptionalDouble averagePrecision() {
    if (positives == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    int before = 0;
    for (Point point : points) {
      sum += point.precision() * (point.truePositives() - before) / positives;
      before = point.truePositives();
    }
    return OptionalDouble.of(sum);
  }

  /** What is right and wrong when scores from a threshold on are flagged. */
  public Confusion at(double threshold) {
    int truePositives = 0;
    int falsePositives = 0;
    for (Point point : points) {
      if (point.score() < threshold) {
        break;
      }
      truePositives = point.truePositives();
      falsePositives = point.falsePositives();
    }
    return new Confusion(
        truePositives, falsePositives, negatives - falsePositives, positives - truePositives);
  }

  /** A score with its label. */
  record Scored(double score, boolean positive) {}

  /**
   * What is flagged from a score on.
   *
   * @param score the lowest score that is flagged
   * @param truePositives positives with this score or a higher one
   * @param falsePositives negatives with this score or a higher one
   */
  public record Point(double score, int truePositives, int falsePositives) {
    double precision() {
      return (double) truePositives / (truePositives + falsePositives);
    }
  }
}
