package dev.menshen.server.eval;

import dev.menshen.server.input.MalformedUtf8Exception;
import dev.menshen.server.input.Utf8Lines;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file of rows. Blank ones are passed over, and faults get the line's number. */
final class RowLines {
  private RowLines() {}

  /** Takes a line. */
  @FunctionalInterface
  interface Consumer {
    /**
     * Takes a line that is not blank.
     *
     * @throws InvalidRowsException with a message that says what is wrong with it
     */
    void accept(Utf8Lines.Line line) throws InvalidRowsException;
  }

  /**
   * Reads all lines.
   *
   * @param name the file's name, for messages
   * @throws InvalidRowsException when a line is not a row, or there is none
   */
  static void read(String name, InputStream in, Consumer consumer)
      throws InvalidRowsException, IOException {
    boolean any = false;
    Utf8Lines lines = new Utf8Lines(in);
    try {
      for (Optional<Utf8Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (!line.get().text().isBlank()) {
          consumer.accept(line.get());
          any = true;
        }
      }
    } catch (InvalidRowsException e) {
      throw new InvalidRowsException(
          "%s, line %d: %s".formatted(name, lines.number(), e.getMessage()));
    } catch (MalformedUtf8Exception e) {
      throw new InvalidRowsException(
          "%s, line %d: not UTF-8 at byte %d of the file (from 0); convert it first"
              .formatted(name, lines.number(), e.offset()));
    }
    if (!any) {
      throw new InvalidRowsException(name + " holds no rows; there is nothing to measure on");
    }
  }
}
