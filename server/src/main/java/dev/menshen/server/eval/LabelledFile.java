package dev.menshen.server.eval;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of labelled rows, checked whole.
 *
 * @param name the name in figures and reports
 * @param rows its rows, at least one
 */
public record LabelledFile(String name, List<LabelledRow> rows) {
  /** Copies the rows. */
  public LabelledFile {
    requireNonNull(name, "name is null");
    rows = List.copyOf(requireNonNull(rows, "rows is null"));
  }

  /**
   * Reads JSON lines. Blank lines are passed over. Every line is checked, also those past the
   * limit.
   *
   * @param name the name of the file, in messages too
   * @param in the bytes; the caller closes the stream
   * @param limit how many rows to keep at most, from the start
   * @throws InvalidRowsException when a line is not a row, or there is none
   * @throws IOException when the bytes cannot be read
   */
  public static LabelledFile read(String name, InputStream in, int limit)
      throws InvalidRowsException, IOException {
    List<LabelledRow> rows = new ArrayList<>();
    RowLines.read(
        name,
        in,
        line -> {
          LabelledRow row = RowReader.read(line.text());
          if (rows.size() < limit) {
            rows.add(row);
          }
        });
    return new LabelledFile(name, rows);
  }
}
