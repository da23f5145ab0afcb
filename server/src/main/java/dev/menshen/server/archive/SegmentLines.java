package dev.menshen.server.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a segment, one after another, as bytes; each is there until the next is read. What
 * is longer than a line can be comes in pieces that are no whole lines.
 */
final class SegmentLines implements Closeable {
  /** No line of a journal is longer, in bytes. */
  private static final int LONGEST = 1 << 20;

  private static final int BLOCK = 1 << 16;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private int position;
  private int limit;
  private byte[] line = new byte[4096];
  private int length;
  private boolean whole;
  private long number;

  SegmentLines(InputStream in) {
    this.in = in;
  }

  /** Reads the next line; false when there is none. */
  boolean next() throws IOException {
    length = 0;
    whole = false;
    while (length < LONGEST && !whole && fill()) {
      int from = position;
      int most = Math.min(limit, from + LONGEST - length);
      while (position < most && block[position] != '\n') {
        position++;
      }
      append(from, position);
      if (position < most) {
        position++;
        whole = true;
      }
    }
    number += length > 0 || whole ? 1 : 0;
    return length > 0 || whole;
  }

  /** The number of the line in its file, from 1. */
  long number() {
    return number;
  }

  /** The bytes of the line, of which {@link #length} are used, without its line feed. */
  byte[] bytes() {
    return line;
  }

  int length() {
    return length;
  }

  /** Whether it ended with a line feed. */
  boolean isWhole() {
    return whole;
  }

  String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(block));
    }
    return limit > 0;
  }

  private void append(int from, int to) {
    int more = to - from;
    if (line.length - length < more) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(block, from, line, length, more);
    length += more;
  }
}
