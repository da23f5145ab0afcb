package dev.menshen.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that was decoded was meant to be read.
 *
 * <p>Random bytes are hardly ever valid UTF-8 without control characters (nine random bytes are
 * printable ASCII once in eight thousand times), so little is left to be told apart: text has
 * mostly letters, and its ASCII letters make words (see {@link English}; a capital after a small
 * letter makes none) while those beyond ASCII are of one script. Data in braces, such as the head
 * of a signed token, is text only when it has words in a row.
 */
final class Prose {
  private static final int FEWEST_LETTERS = 4;
  private static final int WORDS_IN_ROW = 3;

  private Prose() {}

  /**
   * Bytes as UTF-8, or null when they are none; a character cut off at the end is left out.
   *
   * @param length how many of the bytes
   */
  static @Nullable String utf8(byte[] bytes, int length) {
    CharBuffer chars = CharBuffer.allocate(length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes, 0, length), chars, false);
    return result.isError() ? null : chars.flip().toString();
  }

  /** Whether a text has only characters that can be seen, blanks and ends of lines. */
  static boolean isPrintable(String text) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      boolean blank = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
      if (!blank && !isVisible(codePoint)) {
        return false;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.UNASSIGNED, Character.PRIVATE_USE, Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  /** Whether a printable text reads as words. */
  static boolean isReadable(String text) {
    int letters = 0;
    int visible = 0;
    int foreign = 0;
    Character.UnicodeScript script = Character.UnicodeScript.COMMON;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      if (Character.isWhitespace(codePoint)) {
        continue;
      }
      visible++;
      if (Character.isLetter(codePoint)) {
        letters++;
        if (codePoint >= 0x80) {
          Character.UnicodeScript own = Character.UnicodeScript.of(codePoint);
          if (foreign++ > 0 && own != script && !isMixable(own, script)) {
            return false;
          }
          script = own;
        }
      }
    }
    if (letters * 2 <= visible) {
      return false;
    }
    return foreign * 2 >= letters ? foreign >= 2 : letters >= FEWEST_LETTERS && hasWords(text);
  }

  private static boolean isMixable(Character.UnicodeScript one, Character.UnicodeScript other) {
    return isEastAsian(one) && isEastAsian(other);
  }

  private static boolean isEastAsian(Character.UnicodeScript script) {
    return switch (script) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, COMMON -> true;
      default -> false;
    };
  }

  private static boolean hasWords(String text) {
    int pairs = 0;
    int common = 0;
    int inRow = 0;
    int longest = 0;
    char before = 0;
    int length = 0;
    for (int i = 0; i <= text.length(); i++) {
      char letter = i < text.length() ? (char) (text.charAt(i) | 0x20) : 0;
      if (English.isLetter(letter)) {
        if (length++ > 0) {
          pairs++;
          boolean bump = isSmall(text.charAt(i - 1)) && !isSmall(text.charAt(i));
          common += !bump && English.isCommon(before, letter) ? 1 : 0;
        }
      } else {
        boolean blank = i == text.length() || text.charAt(i) == ' ';
        inRow = length == 0 ? 0 : inRow + 1;
        longest = Math.max(longest, inRow);
        inRow = blank ? inRow : 0;
        length = 0;
      }
      before = letter;
    }
    boolean data = text.startsWith("{") || text.startsWith("[") || text.startsWith("<");
    return pairs >= FEWEST_LETTERS - 1
        && common * 5 >= pairs * 3
        && (!data || longest >= WORDS_IN_ROW);
  }

  private static boolean isSmall(char unit) {
    return (unit & 0x20) != 0;
  }
}
