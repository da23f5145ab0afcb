package dev.menshen.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link CharacterTable} from ICU's data: NFKC with case folding, the confusables of <a
 * href="https://www.unicode.org/reports/tr39/">UTS #39</a>, the transform from traditional to
 * simplified Chinese, properties, and the names of letters in fancy dress.
 *
 * <p>The skeletons of UTS #39 are for comparing, not for reading: theirs of {@code m} is {@code rn}
 * and of {@code I} is {@code l}. So they are taken only for letters that are not ASCII and only
 * when they come down to one ASCII letter; everything that people type on a keyboard stays as it
 * is.
 */
final class CharacterTableBuilder {
  private static final Pattern DRESSED =
      Pattern.compile(
          "(?:NEGATIVE |CROSSED NEGATIVE )?(?:CIRCLED|SQUARED|PARENTHESIZED|CIRCLED ITALIC|"
              + "TORTOISE SHELL BRACKETED) LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])"
              + "|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])"
              + "|LATIN LETTER SMALL CAPITAL ([A-Z])");
  private static final Pattern CHANGED =
      Pattern.compile("LATIN (?:CAPITAL|SMALL) LETTER ([A-Z]) WITH .*");

  /** Code points that NFKC makes whole phrases of stay, lest a text grow many times over. */
  private static final int LONGEST = 8;

  private static final String KEPT_SYMBOLS = "\"'()[]{}<>,;:!?";

  private final Normalizer2 casefold = Normalizer2.getNFKCCasefoldInstance();
  private final Normalizer2 nfkc = Normalizer2.getNFKCInstance();
  private final Normalizer2 nfd = Normalizer2.getNFDInstance();
  private final SpoofChecker confusables = new SpoofChecker.Builder().build();
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
      return CharacterTable.entry(0, false, unassigned(codePoint), 0, false);
    }
    int unseen = unseen(codePoint, category);
    if (unseen != Kind.OTHER) {
      return CharacterTable.entry(0, false, unseen, 0, false);
    }
    if (isPlainIdeograph(codePoint)) {
      return CharacterTable.entry(0, false, kind(codePoint), 0, false);
    }
    String folded = fold(codePoint);
    boolean styled = isStyled(codePoint, folded);
    if (folded.codePointCount(0, folded.length()) != 1) {
      strings.add(folded);
      return CharacterTable.entry(strings.size() - 1, true, kind(folded.codePointAt(0)), 0, styled);
    }
    int target = folded.codePointAt(0);
    int kind =
        UCharacter.hasBinaryProperty(codePoint, UProperty.REGIONAL_INDICATOR)
            ? Kind.FLAG
            : kind(target);
    int twin = kind == Kind.TWIN || kind == Kind.LETTER ? twin(target) : 0;
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

  private static int unassigned(int codePoint) {
    return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
        ? Kind.INVISIBLE
        : Kind.OTHER;
  }

  /** The kind of a character that is dropped, or {@link Kind#OTHER}. */
  private static int unseen(int codePoint, int category) {
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

  private String fold(int codePoint) {
    if (UCharacter.isUWhiteSpace(codePoint) || codePoint == 0x2800) {
      return isLine(codePoint) ? "\n" : " ";
    }
    int digit = UCharacter.digit(codePoint, 10);
    if (UCharacter.getType(codePoint) == UCharacterCategory.DECIMAL_DIGIT_NUMBER && digit >= 0) {
      return Character.toString('0' + digit);
    }
    String letter = letter(codePoint);
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

  private static boolean isLine(int codePoint) {
    return codePoint == '\n'
        || codePoint == '\r'
        || codePoint == 0x0B
        || codePoint == 0x0C
        || codePoint == 0x85
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }

  /** The one letter from a to z that a code point stands for in Latin writing, if any. */
  private @Nullable String letter(int codePoint) {
    boolean latin = UScript.getScript(codePoint) == UScript.LATIN;
    boolean symbol = UCharacter.getType(codePoint) == UCharacterCategory.OTHER_SYMBOL;
    if (codePoint < 0x80 || (!latin && !symbol)) {
      return null;
    }
    String name = String.valueOf(UCharacter.getName(codePoint));
    Matcher dressed = DRESSED.matcher(name);
    if (dressed.matches()) {
      for (int group = 1; group <= 3; group++) {
        if (dressed.group(group) != null) {
          return UCharacter.toLowerCase(dressed.group(group));
        }
      }
    }
    if (!latin || !UCharacter.isLetter(codePoint)) {
      return null;
    }
    String bare = withoutMarks(nfd.normalize(casefold.normalize(Character.toString(codePoint))));
    if (isAsciiLetters(bare)) {
      return bare;
    }
    Matcher changed = CHANGED.matcher(name);
    if (changed.matches()) {
      return UCharacter.toLowerCase(changed.group(1));
    }
    String skeleton = withoutMarks(confusables.getSkeleton(Character.toString(codePoint)));
    return isAsciiLetters(skeleton) ? UCharacter.toLowerCase(skeleton) : null;
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
              String letter = letter(simple);
              if (letter != null) {
                result.append(letter);
              } else {
                result.appendCodePoint(punctuation(simple));
              }
            });
    return nfkc.normalize(result);
  }

  private static boolean isLatinMark(int codePoint) {
    return kind(codePoint) == Kind.FREE_MARK;
  }

  private static boolean isLatin(CharSequence text) {
    return kind(Character.codePointBefore(text, text.length())) == Kind.LATIN;
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

  private static int kind(int codePoint) {
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
      return KEPT_SYMBOLS.indexOf(codePoint) >= 0;
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

  /** The letter from a to z that a folded letter of another script looks like, or 0. */
  private int twin(int codePoint) {
    int script = UScript.getScript(codePoint);
    if (script == UScript.HANGUL
        || script == UScript.HIRAGANA
        || script == UScript.KATAKANA
        || script == UScript.BOPOMOFO) {
      return 0;
    }
    int small = skeletonLetter(codePoint);
    if (small != 0) {
      return small;
    }
    int capital = UCharacter.toUpperCase(codePoint);
    return capital == codePoint ? 0 : skeletonLetter(capital);
  }

  private int skeletonLetter(int codePoint) {
    String skeleton = withoutMarks(confusables.getSkeleton(Character.toString(codePoint)));
    return skeleton.length() == 1 && isAsciiLetters(skeleton)
        ? Character.toLowerCase(skeleton.charAt(0))
        : 0;
  }

  private static boolean isStyled(int codePoint, String folded) {
    if (codePoint < 0x80 || !isAsciiLetters(folded)) {
      return false;
    }
    if (UCharacter.getIntPropertyValue(codePoint, UProperty.EAST_ASIAN_WIDTH)
        == UCharacter.EastAsianWidth.FULLWIDTH) {
      return UCharacter.isLowerCase(codePoint);
    }
    int type = UCharacter.getIntPropertyValue(codePoint, UProperty.DECOMPOSITION_TYPE);
    boolean dressed = DRESSED.matcher(String.valueOf(UCharacter.getName(codePoint))).matches();
    return dressed
        || (type != UCharacter.DecompositionType.NONE
            && type != UCharacter.DecompositionType.CANONICAL
            && type != UCharacter.DecompositionType.COMPAT);
  }

  private static boolean isAsciiLetters(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  }

  private static String withoutMarks(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .filter(codePoint -> UCharacter.getType(codePoint) != UCharacterCategory.NON_SPACING_MARK)
        .forEach(result::appendCodePoint);
    return result.toString();
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
