package dev.menshen.server.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the lines of a segment one by one, in bounded memory whatever is in the file. */
public final class LineReader {
  private final InputStream input;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;

  private byte[] line = new byte[0];
  private boolean isWhole;
  private boolean isTooLong;

  /** Of the bytes of a segment. */
  public LineReader(InputStream input) {
    this.input = input;
  }

  /** Goes to the next line; says whether there is one. */
  public boolean next() throws IOException {
    isTooLong = false;
    int searched = start;
    while (true) {
      for (int i = searched; i < end; i++) {
        if (buffer[i] == '\n') {
          take(i, true);
          start = i + 1;
          return true;
        }
      }
      searched = end;
      if (end - start >= ChainLine.MAX_BYTES) {
        isTooLong = true;
        start = end;
      }
      if (end == buffer.length) {
        makeRoom();
        searched = end;
      }
      int read = input.read(buffer, end, buffer.length - end);
      if (read < 0) {
        boolean any = end > start || isTooLong;
        take(end, false);
        start = end;
        return any;
      }
      end += read;
    }
  }

  /** The line, without its line feed; of one that is too long, its end. */
  public byte[] line() {
    return line;
  }

  /** Whether it ends with a line feed. */
  public boolean isWhole() {
    return isWhole;
  }

  /** Whether it is longer than any line of a journal. */
  boolean isTooLong() {
    return isTooLong;
  }

  private void take(int until, boolean whole) {
    line = Arrays.copyOfRange(buffer, start, until);
    isWhole = whole;
  }

  private void makeRoom() {
    byte[] room = start > 0 ? buffer : new byte[2 * buffer.length];
    System.arraycopy(buffer, start, room, 0, end - start);
    end -= start;
    start = 0;
    buffer = room;
  }
}
