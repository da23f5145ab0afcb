package dev.menshen.text;

/**
 * Decodes escapes within words, and tells what was hidden by them: nobody who writes in good faith
 * escapes a letter from a to z, while blanks, marks and signs have to be, and letters beyond ASCII
 * may be.
 */
final class EscapedWords {
  private final StringBuilder decoded = new StringBuilder();
  private int letters;
  private int within;
  private int foreign;

  /** What was escaped; characters that nobody sees are left out. */
  void escaped(String text, boolean letterBefore, boolean letterAfter) {
    text.codePoints()
        .forEach(
            codePoint -> {
              if (isUnseen(codePoint)) {
                within += letterBefore && letterAfter ? 1 : 0;
                return;
              }
              decoded.appendCodePoint(codePoint);
              if (codePoint < 0x80 && Character.isLetter(codePoint)) {
                letters++;
                within += letterBefore && letterAfter ? 1 : 0;
              } else if (Character.isLetter(codePoint)) {
                foreign++;
              }
            });
  }

  /** What was not. */
  void plain(String text, int from, int to) {
    decoded.append(text, from, to);
  }

  String text() {
    return decoded.toString();
  }

  boolean isHidden() {
    return letters >= 2 || within > 0 || foreign >= 2;
  }

  private static boolean isUnseen(int codePoint) {
    int kind = CharacterTable.kind(CharacterTable.standard().entry(codePoint));
    return Kind.isUnseen(kind);
  }
}
