package dev.menshen.list;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Where words begin and end, in scripts that put spaces between them. */
final class Words {
  /** Scripts whose words are not told apart by spaces: every place in them may be a boundary. */
  private static final Set<UnicodeScript> WITHOUT_SPACES =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.YI,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN);

  private Words() {}

  /**
   * Whether the characters before and after an index belong to one word. A letter and a digit do
   * not: whoever appends digits to a word does not make it another one.
   */
  static boolean join(String text, int index) {
    if (index <= 0 || index >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(index);
    int after = text.codePointAt(index);
    return Character.isDigit(before)
        ? Character.isDigit(after)
        : isLetterOfWord(before) && isLetterOfWord(after);
  }

  /** Whether a character is a Chinese one. */
  static boolean isHan(int character) {
    if (character >= 0x4E00 && character <= 0x9FFF) {
      return true;
    }
    return character >= 0x2E80 && UnicodeScript.of(character) == UnicodeScript.HAN;
  }

  /** How many Chinese characters of the basic plane a text has. */
  static int hanCount(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isHan(text.charAt(i))) {
        count++;
      }
    }
    return count;
  }

  private static boolean isLetterOfWord(int character) {
    return (Character.isLetter(character) || isMark(character))
        && !WITHOUT_SPACES.contains(UnicodeScript.of(character));
  }

  private static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
