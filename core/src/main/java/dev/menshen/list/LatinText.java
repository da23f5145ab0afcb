package dev.menshen.list;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/**
 * A text as it is spoken: its Latin letters without their tone marks, the pinyin of those Chinese
 * characters that entries have, and nothing of what is between them, so that {@code fa-lun 功} is
 * {@code falungong}.
 */
final class LatinText {
  /** Stands for what is neither, and what no spelling has. */
  private static final char OTHER = '|';

  private final String source;
  private final StringBuilder letters;
  private int[] origins;

  private LatinText(String source) {
    this.source = source;
    this.letters = new StringBuilder(source.length());
    this.origins = new int[source.length()];
  }

  /** A letter or digit that pinyin is written with. */
  static boolean isLetterOrDigit(char character) {
    return isLetter(character) || (character >= '0' && character <= '9');
  }

  /** Whether a text has two Latin letters, without which nothing is spelled in it. */
  static boolean isSpelled(String text) {
    int found = 0;
    for (int i = 0; i < text.length() && found < 2; i++) {
      if (isLetter(base(text.charAt(i)))) {
        found++;
      }
    }
    return found == 2;
  }

  /**
   * Reads a text.
   *
   * @param pinyin how the Chinese characters of the entries are read on their own
   */
  static LatinText of(String text, Map<Character, String> pinyin) {
    LatinText latin = new LatinText(text);
    for (int i = 0; i < text.length(); i++) {
      char character = base(text.charAt(i));
      if (isLetterOrDigit(character)) {
        latin.append(character, i);
      } else if (Character.isLetter(character) || Character.isSurrogate(character)) {
        String syllable = pinyin.get(character);
        if (syllable == null) {
          latin.append(OTHER, i);
        } else {
          for (int k = 0; k < syllable.length(); k++) {
            latin.append(syllable.charAt(k), i);
          }
        }
      }
    }
    return latin;
  }

  /** What was read. */
  CharSequence letters() {
    return letters;
  }

  /** The index in the text that a letter comes from. */
  int origin(int index) {
    return origins[index];
  }

  /** Whether a letter stands in the text, and is not the pinyin of a Chinese character. */
  boolean isWritten(int index) {
    return base(source.charAt(origins[index])) == letters.charAt(index);
  }

  /** Whether these letters are the whole pinyin of this one Chinese character. */
  boolean isHan(int start, int end, char han) {
    int origin = origins[start];
    return source.charAt(origin) == han
        && origins[end - 1] == origin
        && (start == 0 || origins[start - 1] != origin)
        && (end == letters.length() || origins[end] != origin);
  }

  private void append(char letter, int origin) {
    if (letters.length() == origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[letters.length()] = origin;
    letters.append(letter);
  }

  private static boolean isLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
  }

  /** The letter under its tone mark, in lower case. */
  private static char base(char character) {
    if (character < 0x80) {
      return character >= 'A' && character <= 'Z' ? (char) (character | 0x20) : character;
    }
    boolean marked =
        (character >= 0xC0 && character <= 0x24F) || (character >= 0x1E00 && character <= 0x1EFF);
    return marked
        ? Character.toLowerCase(
            Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFD).charAt(0))
        : character;
  }
}
