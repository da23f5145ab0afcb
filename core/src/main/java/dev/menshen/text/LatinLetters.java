package dev.menshen.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which letters from a to z code points stand for, by their decomposition, their name, or the
 * confusables of <a href="https://www.unicode.org/reports/tr39/">UTS #39</a>.
 *
 * <p>The skeletons of UTS #39 are for comparing, not for reading: theirs of {@code m} is {@code rn}
 * and of {@code I} is {@code l}. So they are taken only for letters that are not ASCII and only
 * when they come down to ASCII letters; everything that people type on a keyboard stays as it is.
 */
final class LatinLetters {
  private static final Pattern DRESSED =
      Pattern.compile(
          "(?:NEGATIVE |CROSSED NEGATIVE )?(?:CIRCLED|SQUARED|PARENTHESIZED|CIRCLED ITALIC|"
              + "TORTOISE SHELL BRACKETED) LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])"
              + "|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])"
              + "|LATIN LETTER SMALL CAPITAL ([A-Z])");
  private static final Pattern CHANGED =
      Pattern.compile("LATIN (?:CAPITAL|SMALL) LETTER ([A-Z]) WITH .*");

  private final Normalizer2 casefold = Normalizer2.getNFKCCasefoldInstance();
  private final Normalizer2 nfd = Normalizer2.getNFDInstance();
  private final SpoofChecker confusables = new SpoofChecker.Builder().build();

  /**
   * The letter, or the letters, that a code point of Latin script or a symbol stands for in Latin
   * writing, if any.
   */
  @Nullable String letter(int codePoint) {
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

  /** The letter from a to z that a folded letter of another script looks like, or 0. */
  int twin(int codePoint) {
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

  /** Whether a code point is a letter in fancy dress: circled, raised, mathematical, and so on. */
  static boolean isStyled(int codePoint, String folded) {
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
}
