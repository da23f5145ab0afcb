package dev.menshen.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;

/** The {@link Kind}s of code points, from their Unicode properties. */
final class Kinds {
  private static final String PUNCTUATION = "\"'()[]{}<>,;:!?";

  private Kinds() {}

  /** The kind of a code point that is folded already and seen. */
  static int of(int codePoint) {
    if (UCharacter.isUWhiteSpace(codePoint)) {
      return isLine(codePoint) ? Kind.LINE : Kind.SPACE;
    }
    if (codePoint >= '0' && codePoint <= '9') {
      return Kind.DIGIT;
    }
    int script = UScript.getScript(codePoint);
    switch (UCharacter.getType(codePoint)) {
      case UCharacterCategory.ENCLOSING_MARK -> {
        return Kind.FREE_MARK;
      }
      case UCharacterCategory.NON_SPACING_MARK, UCharacterCategory.COMBINING_SPACING_MARK -> {
        return script == UScript.INHERITED || script == UScript.COMMON ? Kind.FREE_MARK : Kind.MARK;
      }
      default -> {}
    }
    if (isLaterJamo(codePoint)) {
      return Kind.MARK;
    }
    if (UCharacter.isLetter(codePoint)) {
      return letterKind(script);
    }
    return isPunctuation(codePoint) ? Kind.PUNCTUATION : Kind.OTHER;
  }

  private static boolean isLaterJamo(int codePoint) {
    return codePoint >= 0x1160 && codePoint <= 0x11FF;
  }

  private static int letterKind(int script) {
    return switch (script) {
      case UScript.LATIN -> Kind.LATIN;
      case UScript.HAN -> Kind.HAN;
      case UScript.CYRILLIC,
          UScript.GREEK,
          UScript.COPTIC,
          UScript.ARMENIAN,
          UScript.GEORGIAN,
          UScript.CHEROKEE,
          UScript.LISU ->
          Kind.TWIN;
      default -> Kind.LETTER;
    };
  }

  private static boolean isPunctuation(int codePoint) {
    if (codePoint < 0x80) {
      return PUNCTUATION.indexOf(codePoint) >= 0;
    }
    return switch (UCharacter.getType(codePoint)) {
      case UCharacterCategory.START_PUNCTUATION,
          UCharacterCategory.END_PUNCTUATION,
          UCharacterCategory.INITIAL_PUNCTUATION,
          UCharacterCategory.FINAL_PUNCTUATION ->
          true;
      default -> UCharacter.hasBinaryProperty(codePoint, UProperty.TERMINAL_PUNCTUATION);
    };
  }

  /** The kind of a code point without properties. */
  static int ofUnassigned(int codePoint) {
    return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        ? Kind.INVISIBLE
        : Kind.OTHER;
  }

  /** The kind of a character that is dropped, or {@link Kind#OTHER}. */
  static int ofUnseen(int codePoint) {
    int category = UCharacter.getType(codePoint);
    if (codePoint > 0xE0000 && codePoint <= 0xE007F) {
      return Kind.TAG;
    }
    if (UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR)) {
      return Kind.SELECTOR;
    }
    boolean control =
        category == UCharacterCategory.CONTROL && !UCharacter.isUWhiteSpace(codePoint);
    boolean format =
        category == UCharacterCategory.FORMAT
            && !UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK);
    return control
            || format
            || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        ? Kind.INVISIBLE
        : Kind.OTHER;
  }

  static boolean isLine(int codePoint) {
    return codePoint == '\n'
        || codePoint == '\r'
        || codePoint == 0x0B
        || codePoint == 0x0C
        || codePoint == 0x85
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }
}
