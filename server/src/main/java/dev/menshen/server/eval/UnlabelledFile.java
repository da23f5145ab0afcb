package dev.menshen.server.eval;

import static java.util.Objects.requireNonNull;

import dev.menshen.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of rows of which nothing matters but what the guard judges, checked whole. Labels may be
 * there.
 *
 * @param name the name in figures
 * @param rows its rows, at least one
 */
public record UnlabelledFile(String name, List<Row> rows) {
  /** Copies the rows. */
  public UnlabelledFile {
    requireNonNull(name, "name is null");
    rows = List.copyOf(requireNonNull(rows, "rows is null"));
  }

  /**
   * A row.
   *
   * @param line the number of its line, from 1
   * @param conversation what the guard judges
   */
  public record Row(int line, Conversation conversation) {
    /** Checks that there is a conversation. */
    public Row {
      requireNonNull(conversation, "conversation is null");
    }
  }

  /**
   * Reads JSON lines, as {@link LabelledFile} does.
   *
   * @param name the name of the file, in messages too
   * @param in the bytes; the caller closes the stream
   * @throws InvalidRowsException when a line is not a row, or there is none
   * @throws IOException when the bytes cannot be read
   */
  public static UnlabelledFile read(String name, InputStream in)
      throws InvalidRowsException, IOException {
    List<Row> rows = new ArrayList<>();
    RowLines.read(
        name,
        in,
        line -> rows.add(new Row(line.number(), RowReader.readConversation(line.text()))));
    return new UnlabelledFile(name, rows);
  }
}
