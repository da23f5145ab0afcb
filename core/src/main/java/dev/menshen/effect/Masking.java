package dev.menshen.effect;

import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Covers what lists found in a text. Each user-perceived character of a deny hit becomes one
 * asterisk, a wide one where the character is wide, so that the text keeps its shape; a character
 * that is hit in part is covered whole. Line feeds stay, and characters that nobody sees, which are
 * interposed to break words up, go. Nothing outside the hits changes.
 */
public final class Masking {
  private static final char NARROW = '*';
  private static final char WIDE = '＊';

  private Masking() {}

  /**
   * The text with its deny hits covered.
   *
   * @param hits what was found in exactly this text, in any order; they may overlap
   * @throws IllegalArgumentException when a hit lies outside of the text
   */
  public static String mask(String text, List<ListHit> hits) {
    BitSet hit = new BitSet();
    for (ListHit each : hits) {
      if (each.end() > text.length()) {
        throw new IllegalArgumentException(
            "a hit from %d to %d is not of this text of %d"
                .formatted(each.start(), each.end(), text.length()));
      }
      if (each.kind() == ListKind.DENY) {
        hit.set(each.start(), each.end());
      }
    }
    return hit.isEmpty() ? text : cover(text, hit);
  }

  private static String cover(String text, BitSet hit) {
    StringBuilder covered = new StringBuilder(text.length());
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int start = characters.first();
    for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
      int first = hit.nextSetBit(start);
      if (first < 0) {
        return covered.append(text, start, text.length()).toString();
      }
      if (first >= end || isLineEnd(text.charAt(start))) {
        covered.append(text, start, end);
      } else {
        cover(text.codePointAt(start), covered);
      }
      start = end;
    }
    return covered.toString();
  }

  private static void cover(int codePoint, StringBuilder covered) {
    if (Character.getType(codePoint) != Character.FORMAT) {
      covered.append(isWide(codePoint) ? WIDE : NARROW);
    }
  }

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }

  private static boolean isWide(int codePoint) {
    return switch (UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
      default -> codePoint >= 0xFF01 && codePoint <= 0xFF60;
    };
  }
}
