package dev.menshen.server.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A line in the unit square, in the coordinates of an SVG image: x grows to the right from {@link
 * #LEFT}, y grows downwards to {@link #BOTTOM}.
 *
 * @param title what is shown
 * @param horizontal the meaning of x
 * @param vertical the meaning of y
 * @param caption the figure that sums the line up
 * @param line the line's path data; empty when there is nothing to draw
 * @param reference the path data of what the line is compared with
 * @param marks points on or beside the line
 */
record Chart(
    String title,
    String horizontal,
    String vertical,
    String caption,
    String line,
    String reference,
    List<Mark> marks) {
  static final int LEFT = 46;
  static final int BOTTOM = 250;
  private static final int SIZE = 236;

  /** Points nearer than this to the one before, in pixels, are left out. */
  private static final double RESOLUTION = 0.4;

  private static final int MARK_RADIUS = 5;

  private static final String DIAGONAL = path(List.of(new Point(0, 0), new Point(1, 1)));

  Chart {
    marks = List.copyOf(marks);
  }

  /** Receiver operating characteristic: recall against the false positive rate. */
  static Chart roc(Figures figures) {
    Ranking ranking = figures.ranking();
    List<Point> points = new ArrayList<>();
    if (ranking.auc().isPresent()) {
      points.add(new Point(0, 0));
      for (Ranking.Point point : ranking.points()) {
        points.add(
            new Point(
                (double) point.falsePositives() / ranking.negatives(),
                (double) point.truePositives() / ranking.positives()));
      }
    }
    return new Chart(
        "ROC curve",
        "False positive rate",
        "Recall",
        "AUC " + Format.percent(ranking.auc()),
        path(points),
        DIAGONAL,
        marks(
            figures.strict().falsePositiveRate(),
            figures.strict().recall(),
            figures.loose().falsePositiveRate(),
            figures.loose().recall()));
  }

  /** Precision against recall. */
  static Chart precisionRecall(Figures figures) {
    Ranking ranking = figures.ranking();
    List<Point> points = new ArrayList<>();
    if (ranking.positives() > 0) {
      for (Ranking.Point point : ranking.points()) {
        points.add(
            new Point((double) point.truePositives() / ranking.positives(), point.precision()));
      }
    }
    double prevalence =
        (double) ranking.positives() / Math.max(1, ranking.positives() + ranking.negatives());
    return new Chart(
        "Precision and recall",
        "Recall",
        "Precision",
        "Average precision " + Format.percent(ranking.averagePrecision()),
        path(points),
        path(List.of(new Point(0, prevalence), new Point(1, prevalence))),
        marks(
            figures.strict().recall(),
            figures.strict().precision(),
            figures.loose().recall(),
            figures.loose().precision()));
  }

  /** The share of positives against the score. */
  static Chart calibration(Figures figures) {
    Calibration calibration = Calibration.of(figures.outcomes());
    List<Point> points = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (Calibration.Bin bin : calibration.bins()) {
      Point point = new Point(bin.score(), bin.positives());
      points.add(point);
      marks.add(
          mark(
              "bin",
              point,
              2.5 + 9 * Math.sqrt((double) bin.rows() / calibration.rows()),
              "%d rows, mean score %.2f, %.1f %% not Safe"
                  .formatted(bin.rows(), bin.score(), 100 * bin.positives())));
    }
    return new Chart(
        "Calibration",
        "Mean score, 1 - P(Safe)",
        "Share that is not Safe",
        "Expected calibration error " + Format.percent(calibration.expectedError()),
        path(points),
        DIAGONAL,
        marks);
  }

  private static List<Mark> marks(
      OptionalDouble strictX,
      OptionalDouble strictY,
      OptionalDouble looseX,
      OptionalDouble looseY) {
    List<Mark> marks = new ArrayList<>();
    if (strictX.isPresent() && strictY.isPresent()) {
      Point point = new Point(strictX.getAsDouble(), strictY.getAsDouble());
      marks.add(mark("strict", point, MARK_RADIUS, "Strict"));
    }
    if (looseX.isPresent() && looseY.isPresent()) {
      Point point = new Point(looseX.getAsDouble(), looseY.getAsDouble());
      marks.add(mark("loose", point, MARK_RADIUS, "Loose"));
    }
    return marks;
  }

  private static Mark mark(String kind, Point point, double radius, String label) {
    return new Mark(kind, number(x(point)), number(y(point)), number(radius), label);
  }

  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder();
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      double x = x(points.get(i));
      double y = y(points.get(i));
      if (i == points.size() - 1 || Math.hypot(x - lastX, y - lastY) >= RESOLUTION) {
        path.append(i == 0 ? 'M' : 'L').append(number(x)).append(' ').append(number(y));
        lastX = x;
        lastY = y;
      }
    }
    return path.toString();
  }

  private static double x(Point point) {
    return LEFT + SIZE * point.x();
  }

  private static double y(Point point) {
    return BOTTOM - SIZE * point.y();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private record Point(double x, double y) {}

  /**
   * A point with a meaning of its own.
   *
   * @param kind {@code strict}, {@code loose} or {@code bin}
   * @param label what it is, for people
   */
  record Mark(String kind, String x, String y, String radius, String label) {}
}
