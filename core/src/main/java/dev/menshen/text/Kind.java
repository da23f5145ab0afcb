package dev.menshen.text;

/** What the folds need to know of a character that has been mapped. */
final class Kind {
  /** Anything else: symbols, emoji, unassigned code points. */
  static final int OTHER = 0;

  /** A Latin letter, nearly always one of a to z. */
  static final int LATIN = 1;

  /** A letter of a script whose words can be written to look Latin, such as Cyrillic and Greek. */
  static final int TWIN = 2;

  /** A letter of any other alphabet or syllabary. */
  static final int LETTER = 3;

  /** A Chinese character. */
  static final int HAN = 4;

  /** One of 0 to 9. */
  static final int DIGIT = 5;

  /** A blank. */
  static final int SPACE = 6;

  /** The end of a line. */
  static final int LINE = 7;

  /** Sentence punctuation, quotes and brackets: what parts words in ordinary writing. */
  static final int PUNCTUATION = 8;

  /** A mark that its own script needs, such as an Arabic or Thai vowel; or a later Jamo. */
  static final int MARK = 9;

  /** A mark that can be put on anything, such as an accent or a stroke. */
  static final int FREE_MARK = 10;

  /** A character that nobody sees, such as a zero-width space or a bidi control. */
  static final int INVISIBLE = 11;

  /** A variation selector. */
  static final int SELECTOR = 12;

  /** A tag character. */
  static final int TAG = 13;

  /** A regional indicator: half of a flag. */
  static final int FLAG = 14;

  private Kind() {}

  /** Whether a character is a letter of any script. */
  static boolean isLetter(int kind) {
    return kind >= LATIN && kind <= HAN;
  }

  /** Whether a character is a letter of an alphabet in which letters make words. */
  static boolean isAlphabetic(int kind) {
    return kind >= LATIN && kind <= LETTER;
  }

  /** Whether a character shows nothing of itself and is dropped. */
  static boolean isUnseen(int kind) {
    return kind >= INVISIBLE && kind <= TAG;
  }
}
