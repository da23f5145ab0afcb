package dev.menshen.list;

import dev.menshen.text.FoldedText;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A text that entries are looked for in, and where each of its UTF-16 units comes from. For one
 * thread, as long as it looks.
 */
final class MatchedText {
  private static final String LETTER_LIKE = "@$!|！＠＄";

  private final String raw;
  private final String text;
  private final IntUnaryOperator starts;
  private final IntUnaryOperator ends;
  private @Nullable CompactText compact;

  /**
   * A text.
   *
   * @param raw the text as it came
   * @param text the text to look in
   * @param starts for an index of {@code text}, that of the first unit behind it in {@code raw}
   * @param ends likewise the index after the last unit
   */
  MatchedText(String raw, String text, IntUnaryOperator starts, IntUnaryOperator ends) {
    this.raw = raw;
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  static MatchedText of(String raw, FoldedText folded) {
    return new MatchedText(raw, folded.text(), folded::rawStart, folded::rawEnd);
  }

  /**
   * The text as it came, in lower case, when it has signs within words that folding may have taken
   * for letters: fu@ck is fuack then. Empty else.
   */
  static Optional<MatchedText> withSignsInWords(String raw) {
    for (int i = 1; i + 1 < raw.length(); i++) {
      if (LETTER_LIKE.indexOf(raw.charAt(i)) >= 0
          && Character.isLetter(raw.charAt(i - 1))
          && followsLetter(raw, i + 1)) {
        StringBuilder lower = new StringBuilder(raw.length());
        raw.chars().forEach(unit -> lower.append((char) Character.toLowerCase(unit)));
        return Optional.of(
            new MatchedText(raw, lower.toString(), index -> index, index -> index + 1));
      }
    }
    return Optional.empty();
  }

  private static boolean followsLetter(String raw, int from) {
    int index = from;
    while (index < raw.length() && LETTER_LIKE.indexOf(raw.charAt(index)) >= 0) {
      index++;
    }
    return index < raw.length() && Character.isLetter(raw.charAt(index));
  }

  /** The text as it came. */
  String raw() {
    return raw;
  }

  /** The text to look in. */
  String text() {
    return text;
  }

  /** Its letters and digits. */
  CompactText compact() {
    CompactText made = compact;
    if (made == null) {
      made = CompactText.of(text);
      compact = made;
    }
    return made;
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

  /** Its length, never its text: it may end up in a log. */
  @Override
  public String toString() {
    return "MatchedText[length=%d]".formatted(text.length());
  }
}
