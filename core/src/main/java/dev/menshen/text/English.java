package dev.menshen.text;

/**
 * Whether letters make words, by the pairs of letters that English words are made of. The pairs
 * below cover about nine tenths of all neighbouring letters of running English text and a quarter
 * of the pairs that there could be, so random letters stay far below one half, and pinyin and the
 * languages that share the alphabet mostly above it.
 */
final class English {
  private static final String PAIRS =
      "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se "
          + "ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur "
          + "ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs "
          + "un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh "
          + "ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa "
          + "ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa "
          + "ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht "
          + "ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys "
          + "ob mm fu ph og ms ye ud mb ip ub oi gu";

  private static final boolean[] COMMON = common();

  private English() {}

  private static boolean[] common() {
    boolean[] common = new boolean[32 * 32];
    for (int i = 0; i < PAIRS.length(); i += 3) {
      common[index(PAIRS.charAt(i), PAIRS.charAt(i + 1))] = true;
    }
    return common;
  }

  /** Whether two letters from a to z often stand side by side. */
  static boolean isCommon(char first, char second) {
    return isLetter(first) && isLetter(second) && COMMON[index(first, second)];
  }

  /**
   * Whether letters could be a word, or several run together: three at least, a vowel among them,
   * and more than half of the neighbours common ones.
   */
  static boolean isWordlike(char[] chars, int from, int to) {
    int common = 0;
    boolean vowel = isVowel(chars[from]);
    for (int i = from + 1; i < to; i++) {
      vowel |= isVowel(chars[i]);
      if (isCommon(chars[i - 1], chars[i])) {
        common++;
      }
    }
    return to - from >= 3 && vowel && common * 2 > to - from - 1;
  }

  static boolean isVowel(char letter) {
    return switch (letter) {
      case 'a', 'e', 'i', 'o', 'u', 'y' -> true;
      default -> false;
    };
  }

  static boolean isLetter(char letter) {
    return letter >= 'a' && letter <= 'z';
  }

  private static int index(char first, char second) {
    return ((first & 31) << 5) | (second & 31);
  }
}
