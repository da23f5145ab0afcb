package dev.menshen;

import java.util.ArrayList;
import java.util.List;

/** Cuts a long text into overlapping windows of tokens, so that nothing of it goes unread. */
public final class Windows {
  private Windows() {}

  /**
   * Cuts {@code tokens} tokens into windows of at most {@code size} tokens, each of which begins
   * {@code size - overlap} tokens after the one before it. The last one may be shorter.
   *
   * @param tokens length of the text, in tokens; not negative
   * @param size length of a window, in tokens; at least one
   * @param overlap tokens that neighbouring windows share at least; less than {@code size}
   * @return the windows in order; one, which may be empty, when the text fits
   */
  public static List<Window> cut(int tokens, int size, int overlap) {
    if (tokens < 0 || size < 1 || overlap < 0 || overlap >= size) {
      throw new IllegalArgumentException(
          "tokens %d, size %d, overlap %d".formatted(tokens, size, overlap));
    }
    List<Window> windows = new ArrayList<>();
    int from = 0;
    while (from + size < tokens) {
      windows.add(new Window(from, from + size));
      from += size - overlap;
    }
    windows.add(new Window(from, tokens));
    return windows;
  }

  /**
   * A piece of a text.
   *
   * @param from index of its first token
   * @param to index after its last token
   */
  public record Window(int from, int to) {
    /** How many tokens it holds. */
    public int length() {
      return to - from;
    }
  }
}
