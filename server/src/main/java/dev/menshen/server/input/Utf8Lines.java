package dev.menshen.server.input;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a stream, each given as soon as it has arrived. A line ends with LF or CR LF; other
 * separators, such as U+2028, belong to the text.
 */
public final class Utf8Lines {
  private final BufferedInputStream in;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private long offset;
  private int number;

  /** Reads lines from a stream, which the caller closes. */
  public Utf8Lines(InputStream in) {
    this.in = new BufferedInputStream(requireNonNull(in, "in is null"), 1 << 16);
  }

  /**
   * The next line; empty at the end.
   *
   * @throws MalformedUtf8Exception when the line is not UTF-8; the offset counts from the start of
   *     the stream, and {@link #number} is the line's
   */
  public Optional<Line> next() throws IOException {
    long start = offset;
    buffer.reset();
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    number++;
    while (b >= 0 && b != '\n') {
      buffer.write(b);
      offset++;
      b = in.read();
    }
    if (b == '\n') {
      offset++;
    }
    String text = Utf8.decode(buffer.toByteArray(), start);
    return Optional.of(
        new Line(number, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }

  /** The number of the line that was read last, from 1; 0 before the first. */
  public int number() {
    return number;
  }

  /**
   * A line.
   *
   * @param number its number, from 1
   * @param text its text without the line ending
   */
  public record Line(int number, String text) {
    /** Names the number, never the text. */
    @Override
    public String toString() {
      return "Line[number=" + number + "]";
    }
  }
}
