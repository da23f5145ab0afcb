package dev.menshen.text;

/**
 * Shortens what is repeated for effect or to hide: a run of three or more equal letters becomes as
 * many as English spelling allows there (two in {@code goooood} and {@code killlll}, one in {@code
 * fuuuuck}), a run of three or more equal Chinese characters becomes one. Runs of digits, symbols
 * and punctuation stay, and so do letters that make up a whole word, such as {@code www}; of those
 * no more than three are kept.
 */
final class RepetitionFold {
  private static final int LONG = 3;

  private RepetitionFold() {}

  /** Whether anything has changed. */
  static boolean fold(FoldBuffer buffer, Evidence evidence) {
    int at = 0;
    int stretched = 0;
    char before = 0;
    boolean changed = false;
    for (int i = 0; i < buffer.length; ) {
      int end = runEnd(buffer, i);
      int count = end - i;
      int kind = buffer.kinds[i];
      if (!Kind.isAlphabetic(kind)) {
        stretched = 0;
      }
      if (count >= LONG && Kind.isLetter(kind)) {
        int kept = Math.min(count, kept(buffer, i, end, at));
        changed |= kept < count;
        stretched += kept < count && buffer.chars[i] != before ? 1 : 0;
        before = buffer.chars[i];
        int last = buffer.ends[end - 1];
        buffer.move(i, i + kept, at);
        at += kept;
        buffer.ends[at - 1] = last;
        if (stretched == LONG && kind == Kind.LATIN) {
          evidence.word();
        }
      } else {
        buffer.move(i, end, at);
        at += count;
      }
      i = end;
    }
    buffer.length = at;
    return changed;
  }

  private static int runEnd(FoldBuffer buffer, int from) {
    char unit = buffer.chars[from];
    int end = from + 1;
    while (end < buffer.length && buffer.chars[end] == unit && !Character.isSurrogate(unit)) {
      end++;
    }
    return end;
  }

  private static int kept(FoldBuffer buffer, int from, int to, int at) {
    if (buffer.kinds[from] != Kind.LATIN) {
      return isWhole(buffer, at, to) && buffer.kinds[from] != Kind.HAN ? LONG : 1;
    }
    if (isWhole(buffer, at, to)) {
      return LONG;
    }
    char before = letter(buffer, at - 1);
    char after = to < buffer.length ? letter(buffer, to) : 0;
    char second = to + 1 < buffer.length ? letter(buffer, to + 1) : 0;
    return isDoubled(before, buffer.chars[from], after, second) ? 2 : 1;
  }

  private static boolean isWhole(FoldBuffer buffer, int at, int to) {
    return (at == 0 || !Kind.isLetter(buffer.kinds[at - 1]))
        && (to == buffer.length || !Kind.isLetter(buffer.kinds[to]));
  }

  private static char letter(FoldBuffer buffer, int index) {
    return index >= 0 && index < buffer.length && English.isLetter(buffer.chars[index])
        ? buffer.chars[index]
        : 0;
  }

  /** Whether English spelling would double a letter between two others; 0 is none. */
  private static boolean isDoubled(char before, char letter, char after, char second) {
    return switch (letter) {
      case 'e' -> after == 0 ? !isVowel(before) : isConsonant(after) && !isConsonant(second);
      case 'o' -> isConsonant(after) && !isConsonant(second);
      case 'l', 's', 'f', 'z' -> isVowel(before) && (after == 0 || isVowel(after) || after == 'l');
      case 'b', 'c', 'd', 'g', 'm', 'n', 'p', 'r', 't' ->
          isVowel(before) && (isVowel(after) || after == 'l' || after == 'r');
      default -> false;
    };
  }

  private static boolean isVowel(char letter) {
    return letter != 0 && English.isVowel(letter);
  }

  private static boolean isConsonant(char letter) {
    return letter != 0 && !English.isVowel(letter);
  }
}
