package dev.menshen.server.archive;

import java.nio.charset.StandardCharsets;

/** Looks for fields in a line before it is read as JSON, which is much slower. */
final class RecordLine {
  private RecordLine() {}

  /** Where some bytes are in a line; -1 when they are not. */
  static int find(byte[] line, byte[] wanted) {
    int last = line.length - wanted.length;
    for (int i = 0; i <= last; i++) {
      int j = 0;
      while (j < wanted.length && line[i + j] == wanted[j]) {
        j++;
      }
      if (j == wanted.length) {
        return i;
      }
    }
    return -1;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
