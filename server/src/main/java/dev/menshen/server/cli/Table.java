package dev.menshen.server.cli;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns for a terminal. */
final class Table {
  private static final String GAP = "  ";

  private Table() {}

  /** Lines of cells as lines of text, each column as wide as its widest cell. */
  static List<String> aligned(List<List<String>> lines) {
    int columns = lines.getFirst().size();
    List<String> aligned = new ArrayList<>();
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int width =
            lines.stream().mapToInt(it -> CheckReport.columns(it.get(column))).max().orElse(0);
        text.append(i == 0 ? "" : GAP).append(CheckReport.padded(line.get(i), width));
      }
      aligned.add(text.toString().stripTrailing());
    }
    return aligned;
  }
}
