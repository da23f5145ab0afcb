package dev.menshen.list;

import dev.menshen.text.FoldedText;
import java.util.function.IntUnaryOperator;

/**
 * A text that entries are looked for in, and where each of its UTF-16 units comes from.
 *
 * @param raw the text as it came
 * @param text the text to look in
 * @param starts for an index of {@code text}, that of the first unit behind it in {@code raw}
 * @param ends likewise the index after the last unit
 */
record MatchedText(String raw, String text, IntUnaryOperator starts, IntUnaryOperator ends) {
  static MatchedText of(String raw, FoldedText folded) {
    return new MatchedText(raw, folded.text(), folded::rawStart, folded::rawEnd);
  }

  /** Where a match begins in the text as it came. */
  int rawStart(int start) {
    return starts.applyAsInt(start);
  }

  /** Where a match whose last unit is before {@code end} ends in the text as it came. */
  int rawEnd(int end) {
    return ends.applyAsInt(end - 1);
  }

  /** Whether neither end of a match is within a longer word, as it came or without disguise. */
  boolean isWholeWord(int start, int end) {
    return beginsWord(start) && endsWord(end);
  }

  /** Whether a match that begins here does not begin within a word. */
  boolean beginsWord(int start) {
    return !Words.join(text, start) || !Words.join(raw, rawStart(start));
  }

  /** Whether a match that ends here does not end within a word. */
  boolean endsWord(int end) {
    return !Words.join(text, end) || !Words.join(raw, rawEnd(end));
  }

  @Override
  public String toString() {
    return "MatchedText[length=%d]".formatted(text.length());
  }
}
