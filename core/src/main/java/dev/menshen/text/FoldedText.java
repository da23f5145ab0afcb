package dev.menshen.text;

import static java.util.Objects.requireNonNull;

/**
 * A text without its disguises, and where each of its UTF-16 units comes from. Folding may drop,
 * replace, and multiply characters; it never moves one before another.
 */
public final class FoldedText {
  private final String text;
  private final int[] starts;
  private final int[] ends;

  /**
   * A folded text.
   *
   * @param starts for each UTF-16 unit of {@code text}, the index of the first unit that it comes
   *     from in the text as it came; never falling
   * @param ends likewise the index after the last one; never falling
   */
  FoldedText(String text, int[] starts, int[] ends) {
    this.text = requireNonNull(text, "text is null");
    this.starts = requireNonNull(starts, "starts is null");
    this.ends = requireNonNull(ends, "ends is null");
    if (starts.length != text.length() || ends.length != text.length()) {
      throw new IllegalArgumentException("one start and one end per UTF-16 unit are needed");
    }
  }

  /** The folded text. */
  public String text() {
    return text;
  }

  /** The index in the text as it came of the first unit behind a unit of the folded text. */
  public int rawStart(int index) {
    return starts[index];
  }

  /** The index after the last unit, in the text as it came, behind a unit of the folded text. */
  public int rawEnd(int index) {
    return ends[index];
  }

  /** Its length, never its text: it may end up in a log. */
  @Override
  public String toString() {
    return "FoldedText[length=%d]".formatted(text.length());
  }
}
