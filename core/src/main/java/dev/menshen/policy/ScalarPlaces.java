package dev.menshen.policy;

import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where in a file the characters of one of its scalars are. YAML leaves out indentation and folds
 * lines, but the characters that are no spaces are the same and in the same order, so they are
 * counted.
 */
final class ScalarPlaces {
  private final List<String> written;
  private final String value;
  private final int line;
  private final int column;

  ScalarPlaces(String yaml, ScalarNode node) {
    Mark start = node.getStartMark().orElseThrow();
    ScalarStyle style = node.getScalarStyle();
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    boolean quoted = style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED;
    this.value = node.getValue();
    this.line = start.getLine() + (block ? 1 : 0);
    this.column = block ? 0 : start.getColumn() + (quoted ? 1 : 0);
    this.written = yaml.lines().skip(line).toList();
  }

  /**
   * Where a character of the scalar's value is.
   *
   * @param valueLine its line in the value, from 1
   * @param valueColumn its column there, in code points from 0
   */
  Place of(int valueLine, int valueColumn) {
    long before = visibleBefore(valueLine, valueColumn);
    Place last = new Place(line + 1, column + 1);
    for (int i = 0; i < written.size(); i++) {
      int[] characters = written.get(i).codePoints().toArray();
      for (int j = i == 0 ? column : 0; j < characters.length; j++) {
        if (Character.isWhitespace(characters[j])) {
          continue;
        }
        last = new Place(line + i + 1, j + 1);
        if (before-- == 0) {
          return last;
        }
      }
    }
    return last;
  }

  private long visibleBefore(int valueLine, int valueColumn) {
    List<String> lines = value.lines().toList();
    long visible = 0;
    for (int i = 0; i < Math.min(valueLine, lines.size()); i++) {
      int end = i == valueLine - 1 ? valueColumn : Integer.MAX_VALUE;
      visible +=
          lines.get(i).codePoints().limit(end).filter(it -> !Character.isWhitespace(it)).count();
    }
    return visible;
  }

  /** A line and a column of the file, both from 1. */
  record Place(int line, int column) {}
}
