package dev.menshen.server.cli;

import dev.menshen.server.eval.Confusion;
import dev.menshen.server.eval.Figures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures for people: a line per file, and one for all together. */
final class EvalTable {
  private static final List<String> COLUMNS =
      List.of(
          "rows",
          "positives",
          "notScanned",
          "auc",
          "strictF1",
          "strictPrecision",
          "strictRecall",
          "strictFpr",
          "looseF1",
          "loosePrecision",
          "looseRecall",
          "looseFpr",
          "textsPerSecond");

  private final PrintStream out;
  private final Palette palette;
  private final Texts texts;

  EvalTable(PrintStream out, Palette palette, Texts texts) {
    this.out = out;
    this.palette = palette;
    this.texts = texts;
  }

  void print(List<Figures> files) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    header.add(texts.get("eval.column.file"));
    COLUMNS.forEach(column -> header.add(texts.get("eval.column." + column)));
    lines.add(header);
    files.forEach(file -> lines.add(line(file)));
    if (files.size() > 1) {
      lines.add(line(Figures.pooled(texts.get("eval.all"), files)));
    }
    int[] widths = new int[header.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], CheckReport.columns(line.get(i)));
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      String text = aligned(lines.get(i), widths);
      out.println(i == 0 ? palette.strong(text) : text);
    }
    out.println();
    out.println(palette.faint(texts.get("eval.legend")));
  }

  private static List<String> line(Figures figures) {
    List<String> cells = new ArrayList<>();
    cells.add(figures.name());
    cells.add(Integer.toString(figures.rows()));
    cells.add(Integer.toString(figures.positives()));
    cells.add(Integer.toString(figures.notScanned()));
    cells.add(percent(figures.ranking().auc()));
    for (Confusion confusion : List.of(figures.strict(), figures.loose())) {
      cells.add(percent(confusion.f1()));
      cells.add(percent(confusion.precision()));
      cells.add(percent(confusion.recall()));
      cells.add(percent(confusion.falsePositiveRate()));
    }
    cells.add(String.format(Locale.ROOT, "%.1f", figures.textsPerSecond()));
    return cells;
  }

  /** The first cell to the left, the others, numbers, to the right. */
  private static String aligned(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(CheckReport.padded(cells.getFirst(), widths[0]));
    for (int i = 1; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append("  ").repeat(" ", widths[i] - CheckReport.columns(cell)).append(cell);
    }
    return line.toString();
  }

  private static String percent(OptionalDouble figure) {
    return figure.isPresent()
        ? String.format(Locale.ROOT, "%.1f", 100 * figure.getAsDouble())
        : "-";
  }
}
