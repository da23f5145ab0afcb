package dev.menshen.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the {@link CharacterTable} from ICU's data: NFKC with case folding, the confusables of <a
 * href="https://www.unicode.org/reports/tr39/">UTS #39</a>, the transform from traditional to
 * simplified Chinese, properties, and the names of letters in fancy dress.
 */
final class CharacterTableBuilder {
  /** Code points that NFKC makes whole phrases of stay, lest a text grow many times over. */
  private static final int LONGEST = 8;

  private final Normalizer2 casefold = Normalizer2.getNFKCCasefoldInstance();
  private final Normalizer2 nfkc = Normalizer2.getNFKCInstance();
  private final LatinLetters latin = new LatinLetters();
  private final Map<Integer, Integer> simplified = simplified();
  private final List<String> strings = new ArrayList<>();
  private final int[] block = new int[256];

  CharacterTable build() {
    char[] blocks = new char[(Character.MAX_CODE_POINT + 1) >>> 8];
    Map<IntBuffer, Character> known = new HashMap<>();
    List<int[]> stored = new ArrayList<>();
    for (int i = 0; i < blocks.length; i++) {
      for (int j = 0; j < block.length; j++) {
        block[j] = entry(i << 8 | j);
      }
      blocks[i] =
          known.computeIfAbsent(
              IntBuffer.wrap(block.clone()),
              fresh -> {
                stored.add(fresh.array());
                return (char) (stored.size() - 1);
              });
    }
    int[] entries = new int[stored.size() * block.length];
    for (int i = 0; i < stored.size(); i++) {
      System.arraycopy(stored.get(i), 0, entries, i * block.length, block.length);
    }
    return new CharacterTable(blocks, entries, strings.toArray(String[]::new));
  }

  private int entry(int codePoint) {
    int category = UCharacter.getType(codePoint);
    if (category == UCharacterCategory.UNASSIGNED
        || category == UCharacterCategory.SURROGATE
        || category == UCharacterCategory.PRIVATE_USE) {
      return CharacterTable.entry(0, false, Kinds.ofUnassigned(codePoint), 0, false);
    }
    int unseen = Kinds.ofUnseen(codePoint);
    if (unseen != Kind.OTHER) {
      return CharacterTable.entry(0, false, unseen, 0, false);
    }
    if (isPlainIdeograph(codePoint)) {
      return CharacterTable.entry(0, false, Kinds.of(codePoint), 0, false);
    }
    String folded = fold(codePoint);
    boolean styled = LatinLetters.isStyled(codePoint, folded);
    if (folded.codePointCount(0, folded.length()) != 1) {
      strings.add(folded);
      return CharacterTable.entry(
          strings.size() - 1, true, Kinds.of(folded.codePointAt(0)), 0, styled);
    }
    int target = folded.codePointAt(0);
    int kind =
        UCharacter.hasBinaryProperty(codePoint, UProperty.REGIONAL_INDICATOR)
            ? Kind.FLAG
            : Kinds.of(target);
    int twin = kind == Kind.TWIN || kind == Kind.LETTER ? latin.twin(target) : 0;
    return CharacterTable.entry(target == codePoint ? 0 : target, false, kind, twin, styled);
  }

  /** Most code points are: letters of scripts without case, look-alikes or simpler forms. */
  private boolean isPlainIdeograph(int codePoint) {
    return switch (UScript.getScript(codePoint)) {
      case UScript.HAN, UScript.HANGUL, UScript.TANGUT, UScript.YI, UScript.EGYPTIAN_HIEROGLYPHS ->
          UCharacter.isLetter(codePoint)
              && !simplified.containsKey(codePoint)
              && casefold.isNormalized(Character.toString(codePoint));
      default -> false;
    };
  }

  private String fold(int codePoint) {
    if (UCharacter.isUWhiteSpace(codePoint) || codePoint == 0x2800) {
      return Kinds.isLine(codePoint) ? "\n" : " ";
    }
    int digit = UCharacter.digit(codePoint, 10);
    if (UCharacter.getType(codePoint) == UCharacterCategory.DECIMAL_DIGIT_NUMBER && digit >= 0) {
      return Character.toString('0' + digit);
    }
    String letter = latin.letter(codePoint);
    if (letter != null) {
      return letter;
    }
    String text = Character.toString(codePoint);
    for (int i = 0; i < 4; i++) {
      String next = step(text);
      if (next.equals(text) || next.length() > LONGEST) {
        return text;
      }
      text = next;
    }
    return text;
  }

  private String step(String text) {
    String plain = casefold.normalize(text);
    if (plain.isEmpty()) {
      return plain;
    }
    StringBuilder result = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            codePoint -> {
              if (isLatinMark(codePoint) && !result.isEmpty() && isLatin(result)) {
                return;
              }
              int simple = simplified.getOrDefault(codePoint, codePoint);
              String letter = latin.letter(simple);
              if (letter != null) {
                result.append(letter);
              } else {
                result.appendCodePoint(punctuation(simple));
              }
            });
    return nfkc.normalize(result);
  }

  private static boolean isLatinMark(int codePoint) {
    return Kinds.of(codePoint) == Kind.FREE_MARK;
  }

  private static boolean isLatin(CharSequence text) {
    return Kinds.of(Character.codePointBefore(text, text.length())) == Kind.LATIN;
  }

  private static int punctuation(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint;
    }
    if (UCharacter.getType(codePoint) == UCharacterCategory.DASH_PUNCTUATION) {
      return '-';
    }
    return switch (codePoint) {
      case 0x2018, 0x2019, 0x201A, 0x201B, 0x02BC, 0x2032 -> '\'';
      case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033 -> '"';
      default -> codePoint;
    };
  }

  /** Characters whose simplified form is another one; pairs that lead back and forth are left. */
  private static Map<Integer, Integer> simplified() {
    Transliterator transform = Transliterator.getInstance("Traditional-Simplified");
    Map<Integer, Integer> result = new HashMap<>();
    UnicodeSet source = transform.getSourceSet();
    for (String traditional : source) {
      String simple = transform.transliterate(traditional);
      if (!simple.equals(traditional)
          && simple.codePointCount(0, simple.length()) == 1
          && transform.transliterate(simple).equals(simple)) {
        result.put(traditional.codePointAt(0), simple.codePointAt(0));
      }
    }
    return result;
  }
}
