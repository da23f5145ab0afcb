package dev.menshen.list;

/**
 * Says whether a part of a text is a word in disguise: with signs between its letters, letters that
 * are repeated, or numerals in the place of digits. Each of them occurs in ordinary texts too, so
 * each has its conditions.
 */
final class Disguise {
  /** The longest run of signs between two letters. */
  private static final int WIDEST_GAP = 4;

  /** Shorter numbers are other numbers when they are parted: 9-5 is not 95. */
  private static final int FEWEST_PARTED_DIGITS = 5;

  /** Shorter Latin words may be another word with one letter twice: god, good. */
  private static final int LONG_WORD = 7;

  /**
   * Shorter Chinese words come about by chance at the end of one clause and the start of another.
   */
  private static final int LONG_CHINESE = 3;

  /** Letters that hardly any word doubles. */
  private static final String NEVER_DOUBLED = "ahijkquvwxy";

  /** Characters that Chinese doubles: 他妈妈的 (his mother's) is no curse. */
  private static final String DOUBLED_HAN = "妈爸爷奶哥姐弟妹叔伯姑舅婶嫂婆公宝娃人天年家个看说想慢渐常刚偷悄好大小多";

  /** What follows an apostrophe in ordinary English. */
  private static final String CONTRACTIONS = " s t d m ll re ve ";

  private static final String CLAUSE_ENDS = "。，、；：！？,;:!?.…“”‘’\"'()（）「」『』《》";

  private final MatchedText text;
  private final CompactText compact;
  private final int from;
  private final CompactText key;
  private boolean gaps;
  private boolean numerals;
  private int repeated;
  private boolean strange;

  private Disguise(MatchedText text, int from, CompactText key) {
    this.text = text;
    this.compact = text.compact();
    this.from = from;
    this.key = key;
  }

  /**
   * Whether a text has a word.
   *
   * @param from the first letter of the compact text
   * @param word the word, folded
   */
  static boolean hides(MatchedText text, int from, String word) {
    CompactText key = CompactText.of(word);
    boolean hasSignsAround = key.start(0) > 0 || key.end(key.length() - 1) < word.length();
    return !hasSignsAround && new Disguise(text, from, key).hides(word);
  }

  private boolean hides(String word) {
    for (int i = 0; i < key.length(); i++) {
      if (!letter(i) || (i > 0 && !gap(i, word))) {
        return false;
      }
    }
    int start = compact.start(from);
    int end = compact.end(from + key.length() - 1);
    return text.beginsWord(start)
        && text.endsWord(end)
        && (!gaps || !isNumber() || key.length() >= FEWEST_PARTED_DIGITS)
        && (!numerals || (!isNumberInWords() && !isWithinNumber(start, end)))
        && (repeated == 0 || isRepeatedForEffect());
  }

  private boolean letter(int index) {
    char wanted = key.first(index);
    char there = compact.first(from + index);
    int more = compact.count(from + index) - key.count(index);
    numerals |= wanted != there;
    gaps |= compact.isParted(from + index) && !key.isParted(index);
    if (more > 0) {
      repeated++;
      strange |=
          Words.isHan(wanted)
              ? DOUBLED_HAN.indexOf(wanted) < 0 && key.length() >= LONG_CHINESE
              : NEVER_DOUBLED.indexOf(wanted) >= 0;
    }
    return more == 0 || (more > 0 && !Character.isDigit(wanted));
  }

  /** Whether what is between a letter and the one before it may be there. */
  private boolean gap(int index, String word) {
    int start = compact.end(from + index - 1);
    int end = compact.start(from + index);
    boolean wanted = key.start(index) > key.end(index - 1);
    if (start == end || wanted) {
      return (start < end) == wanted && end - start <= WIDEST_GAP;
    }
    gaps = true;
    if (end - start > WIDEST_GAP) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (CompactText.isSpace(text.text().charAt(i))) {
        return false;
      }
    }
    char first = text.text().charAt(start);
    return !(first == '\'' && CONTRACTIONS.contains(" " + word.substring(key.start(index)) + " "))
        && !(CLAUSE_ENDS.indexOf(first) >= 0
            && key.length() < LONG_CHINESE
            && Words.isHan(key.first(index - 1))
            && Words.isHan(key.first(index)));
  }

  private boolean isRepeatedForEffect() {
    return repeated > 1 || strange || key.length() >= LONG_WORD;
  }

  private boolean isNumber() {
    for (int i = 0; i < key.length(); i++) {
      if (!CompactText.isNumeral(key.first(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isNumberInWords() {
    return isNumber() && Words.isHan(key.first(0));
  }

  private boolean isWithinNumber(int start, int end) {
    return (isNumeral(start - 1) && isNumeral(start)) || (isNumeral(end - 1) && isNumeral(end));
  }

  private boolean isNumeral(int index) {
    String all = text.text();
    return index >= 0 && index < all.length() && CompactText.isNumeral(all.charAt(index));
  }
}
