package dev.menshen.text;

/**
 * What a fold has come upon that ordinary writing does not have. It decides whether a guard has to
 * read the folded text too; letter case, width, accents, traditional characters, blanks, emoji,
 * stretched words and the like are no evidence.
 */
final class Evidence {
  /** Fancy letters in a row; two can be a formula. */
  private static final int STYLED = 3;

  /** Marks that make no letter that anybody writes. */
  private static final int PILED = 3;

  /** Variation selectors in a row; one is ordinary, and each of many can carry a byte. */
  private static final int SELECTORS = 4;

  private boolean disguised;
  private boolean hidden;
  private int piled;

  /** Whether the folded text differs in substance from the text as it came. */
  boolean disguised() {
    return disguised;
  }

  /** Whether there are characters that can spell a text that nobody sees. */
  boolean hidden() {
    return hidden;
  }

  void styled(int inRow) {
    disguised |= inRow >= STYLED;
  }

  void mixedStyles() {
    disguised = true;
  }

  void invisible() {
    disguised = true;
  }

  /** A mark too many on a character of a kind. */
  void pile(int kind) {
    if (kind == Kind.LATIN || kind == Kind.TWIN) {
      piled++;
    } else if (kind == Kind.HAN) {
      piled += 2;
    }
    disguised |= piled >= PILED;
  }

  void tag() {
    hidden = true;
  }

  void selector(int inRow) {
    hidden |= inRow >= SELECTORS;
  }

  /** A word that had letters of another script, digits, or symbols in the place of its letters. */
  void word() {
    disguised = true;
  }
}
