package dev.menshen.server.eval;

import dev.menshen.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What the report shows of a file, as text.
 *
 * @param id the section's anchor
 * @param name the file's name
 * @param cards the figures in short
 * @param charts ROC, precision-recall and calibration curves
 * @param matrix true severity against verdict
 * @param reasons why rows were not scanned
 * @param categories a line per category; empty when no row has a label
 * @param thresholds a line per threshold
 * @param languages a line per language; empty when the rows name fewer than two
 */
record ReportSection(
    String id,
    String name,
    List<Card> cards,
    List<Chart> charts,
    List<MatrixLine> matrix,
    List<Card> reasons,
    List<List<String>> categories,
    List<List<String>> thresholds,
    List<List<String>> languages) {
  private static final double[] THRESHOLDS = {
    0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99
  };

  static ReportSection of(String id, Figures figures) {
    return new ReportSection(
        id,
        figures.name(),
        cards(figures),
        List.of(Chart.roc(figures), Chart.precisionRecall(figures), Chart.calibration(figures)),
        matrix(figures.outcomes()),
        reasons(figures.outcomes()),
        categories(figures.outcomes()),
        DoubleStream.of(THRESHOLDS)
            .mapToObj(threshold -> threshold(threshold, figures.ranking().at(threshold)))
            .toList(),
        languages(figures.outcomes()));
  }

  private static List<Card> cards(Figures figures) {
    return List.of(
        new Card("Rows", Format.count(figures.rows())),
        new Card("Positives", Format.count(figures.positives())),
        new Card("Not scanned", Format.count(figures.notScanned())),
        new Card("AUC", Format.percent(figures.ranking().auc())),
        new Card("Strict F1", Format.percent(figures.strict().f1())),
        new Card("Strict FPR", Format.percent(figures.strict().falsePositiveRate())),
        new Card("Loose F1", Format.percent(figures.loose().f1())),
        new Card("Texts/s", Format.rate(figures.textsPerSecond())));
  }

  private static List<MatrixLine> matrix(List<Outcome> outcomes) {
    List<MatrixLine> lines = new ArrayList<>();
    for (Severity truth : Severity.values()) {
      List<Outcome> rows = outcomes.stream().filter(it -> it.truth() == truth).toList();
      List<MatrixCell> cells = new ArrayList<>();
      for (Severity severity : Severity.values()) {
        cells.add(
            cell(
                rows,
                severity.label().toLowerCase(Locale.ROOT),
                rows.stream()
                    .flatMap(it -> it.verdict().stream())
                    .filter(it -> it.severity() == severity)
                    .count()));
      }
      cells.add(cell(rows, "none", rows.stream().filter(it -> it.verdict().isEmpty()).count()));
      lines.add(new MatrixLine(truth.label(), Format.count(rows.size()), cells));
    }
    return lines;
  }

  private static MatrixCell cell(List<Outcome> rows, String kind, long count) {
    double share = rows.isEmpty() ? 0 : (double) count / rows.size();
    return new MatrixCell(
        kind,
        Format.count((int) count),
        Format.percent(rows.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(share)),
        String.format(Locale.ROOT, "%.3f", share));
  }

  private static List<Card> reasons(List<Outcome> outcomes) {
    Map<String, Long> counts =
        outcomes.stream()
            .map(Outcome::judgement)
            .flatMap(
                it ->
                    it instanceof Outcome.Judgement.None none
                        ? Optional.of(none.reason().label()).stream()
                        : Optional.<String>empty().stream())
            .collect(Collectors.groupingBy(it -> it, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(it -> new Card(it.getKey(), Format.count(it.getValue().intValue())))
        .toList();
  }

  private static List<List<String>> categories(List<Outcome> outcomes) {
    if (outcomes.stream().allMatch(outcome -> outcome.categories().isEmpty())) {
      return List.of();
    }
    return CategoryFigures.of(outcomes).stream()
        .map(
            it ->
                List.of(
                    it.category().label(),
                    Format.count(it.labelled()),
                    Format.percent(it.flaggedShare()),
                    Format.percent(it.recall()),
                    Format.count(it.named()),
                    Format.percent(it.precision())))
        .toList();
  }

  private static List<String> threshold(double threshold, Confusion confusion) {
    return List.of(
        String.format(Locale.ROOT, "%.2f", threshold),
        Format.percent(confusion.flagged()),
        Format.percent(confusion.precision()),
        Format.percent(confusion.recall()),
        Format.percent(confusion.f1()),
        Format.percent(confusion.falsePositiveRate()));
  }

  private static List<List<String>> languages(List<Outcome> outcomes) {
    Map<String, List<Outcome>> byLanguage =
        outcomes.stream()
            .filter(outcome -> outcome.language().isPresent())
            .collect(
                Collectors.groupingBy(
                    outcome -> outcome.language().orElseThrow(),
                    TreeMap::new,
                    Collectors.toList()));
    if (byLanguage.size() < 2) {
      return List.of();
    }
    return byLanguage.entrySet().stream()
        .map(it -> language(Figures.of(it.getKey(), it.getValue(), Duration.ZERO)))
        .toList();
  }

  private static List<String> language(Figures figures) {
    return List.of(
        figures.name(),
        Format.count(figures.rows()),
        Format.count(figures.positives()),
        Format.count(figures.notScanned()),
        Format.percent(figures.ranking().auc()),
        Format.percent(figures.strict().f1()),
        Format.percent(figures.strict().recall()),
        Format.percent(figures.strict().falsePositiveRate()));
  }

  /** A figure with its name. */
  record Card(String name, String value) {}

  /** What became of the rows with one true severity. */
  record MatrixLine(String truth, String rows, List<MatrixCell> cells) {}

  /**
   * How many rows of a true severity got a verdict.
   *
   * @param kind the verdict
   * @param share of the rows of that true severity, from 0 to 1
   */
  record MatrixCell(String kind, String count, String percent, String share) {}
}
