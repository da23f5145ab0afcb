package dev.menshen.server.eval;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Figures as JSON. A figure that is not defined is null.
 *
 * @param files one entry per file, in the order of the command line
 */
public record EvaluationBody(List<FileBody> files) {
  /** The JSON form of figures. */
  public static EvaluationBody of(List<Figures> files) {
    return new EvaluationBody(files.stream().map(FileBody::of).toList());
  }

  /**
   * What was measured on a file.
   *
   * @param name the file's name
   * @param rows how many rows there are, scanned or not
   * @param positives how many rows are not Safe, scanned or not
   * @param auc the area under the ROC curve of 1 - P(Safe), over scanned rows
   * @param strict flagged means not Safe, over scanned rows
   * @param loose flagged means Unsafe, over scanned rows
   * @param notScanned how many rows have no verdict
   * @param textsPerSecond rows per second of wall clock, on all threads together
   */
  @JsonPropertyOrder({
    "name",
    "rows",
    "positives",
    "auc",
    "strict",
    "loose",
    "notScanned",
    "textsPerSecond"
  })
  public record FileBody(
      String name,
      int rows,
      int positives,
      @Nullable Double auc,
      ConfusionBody strict,
      ConfusionBody loose,
      int notScanned,
      double textsPerSecond) {
    static FileBody of(Figures figures) {
      return new FileBody(
          figures.name(),
          figures.rows(),
          figures.positives(),
          orNull(figures.ranking().auc()),
          ConfusionBody.of(figures.strict()),
          ConfusionBody.of(figures.loose()),
          figures.notScanned(),
          Math.round(figures.textsPerSecond() * 100) / 100.0);
    }
  }

  /**
   * How often a prediction was right.
   *
   * @param f1 2 TP / (2 TP + FP + FN); null without positives
   * @param precision TP / (TP + FP)
   * @param recall TP / (TP + FN)
   * @param fpr FP / (FP + TN)
   */
  @JsonPropertyOrder({"f1", "precision", "recall", "fpr"})
  public record ConfusionBody(
      @Nullable Double f1,
      @Nullable Double precision,
      @Nullable Double recall,
      @Nullable Double fpr) {
    static ConfusionBody of(Confusion confusion) {
      return new ConfusionBody(
          orNull(confusion.f1()),
          orNull(confusion.precision()),
          orNull(confusion.recall()),
          orNull(confusion.falsePositiveRate()));
    }
  }

  private static @Nullable Double orNull(OptionalDouble figure) {
    return figure.isPresent() ? figure.getAsDouble() : null;
  }
}
