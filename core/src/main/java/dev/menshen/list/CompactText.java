package dev.menshen.list;

import com.ibm.icu.lang.UCharacter;
import java.util.Arrays;

/**
 * The letters and digits of a text and nothing else, each once however often it is repeated, and
 * numerals as digits: {@code k-iill 一个} is {@code kil1个}. What two texts may share although they
 * look different; whether they do is for {@link Disguise} to say.
 */
final class CompactText {
  private static final byte SIGN = 0;
  private static final byte SPACE = 1;
  private static final byte LETTER = 2;
  private static final byte DIGIT = 16;
  private static final byte[] KINDS = kinds();

  private final String source;
  private final StringBuilder letters;
  private final int[] starts;
  private final int[] ends;
  private final int[] counts;

  private CompactText(String source) {
    this.source = source;
    this.letters = new StringBuilder(source.length());
    this.starts = new int[source.length()];
    this.ends = new int[source.length()];
    this.counts = new int[source.length()];
  }

  static CompactText of(String source) {
    CompactText compact = new CompactText(source);
    boolean parted = false;
    for (int i = 0; i < source.length(); i++) {
      byte kind = KINDS[source.charAt(i)];
      if (kind >= LETTER) {
        compact.append(kind >= DIGIT ? (char) ('0' + kind - DIGIT) : source.charAt(i), i, parted);
        parted = false;
      } else {
        parted |= kind == SPACE;
      }
    }
    return compact;
  }

  /** Whether a character is white space. */
  static boolean isSpace(char character) {
    return KINDS[character] == SPACE;
  }

  /** Whether a character is a digit, or a numeral that stands for one. */
  static boolean isNumeral(char character) {
    return KINDS[character] >= DIGIT;
  }

  /** The letters. */
  CharSequence letters() {
    return letters;
  }

  int length() {
    return letters.length();
  }

  /** The first character of the text that a letter stands for. */
  char first(int index) {
    return source.charAt(starts[index]);
  }

  /** The index in the text of the first character that a letter stands for. */
  int start(int index) {
    return starts[index];
  }

  /** The index after the last character that a letter stands for. */
  int end(int index) {
    return ends[index];
  }

  /** How many characters of the text a letter stands for. */
  int count(int index) {
    return counts[index];
  }

  /** Whether there are signs between the characters that a letter stands for. */
  boolean isParted(int index) {
    return ends[index] - starts[index] > counts[index];
  }

  private void append(char letter, int index, boolean parted) {
    int last = letters.length() - 1;
    if (last >= 0 && letters.charAt(last) == letter && !parted && !Character.isSurrogate(letter)) {
      ends[last] = index + 1;
      counts[last]++;
    } else {
      starts[last + 1] = index;
      ends[last + 1] = index + 1;
      counts[last + 1] = 1;
      letters.append(letter);
    }
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[Character.MAX_VALUE + 1];
    Arrays.fill(kinds, SIGN);
    for (int i = 0; i < kinds.length; i++) {
      double value = UCharacter.getUnicodeNumericValue(i);
      if (value >= 0 && value <= 9 && value == Math.rint(value)) {
        kinds[i] = (byte) (DIGIT + (int) value);
      } else if (Character.isWhitespace(i) || Character.isSpaceChar(i)) {
        kinds[i] = SPACE;
      } else if (Character.isLetterOrDigit(i)
          || Character.isSurrogate((char) i)
          || UCharacter.getType(i) == Character.NON_SPACING_MARK
          || UCharacter.getType(i) == Character.COMBINING_SPACING_MARK) {
        kinds[i] = LETTER;
      }
    }
    return kinds;
  }
}
