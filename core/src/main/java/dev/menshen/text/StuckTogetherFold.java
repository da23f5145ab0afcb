package dev.menshen.text;

/**
 * Makes one word of letters that are stuck together by a star, an emoji or another symbol that has
 * no place in a word, as in {@code bo*mb}; and of two pairs of letters with a full stop, a dash or
 * the like between them, as in {@code fu-ck}. Longer {@code web.pages}, {@code either/or} and
 * {@code by-the-way} stay.
 */
final class StuckTogetherFold {
  private static final int WIDEST_GAP = 4;
  private static final int FEWEST_LETTERS = 3;
  private static final int PAIR = 2;

  /**
   * Of these ASCII characters the meaning is not to part words; the others have to be like them.
   */
  private static final String STRONG = "*~^`|";

  private static final String WEAK = "._-+=#";

  private final FoldBuffer buffer;
  private final Evidence evidence;
  private boolean changed;

  private StuckTogetherFold(FoldBuffer buffer, Evidence evidence) {
    this.buffer = buffer;
    this.evidence = evidence;
  }

  /** Whether anything has changed. */
  static boolean fold(FoldBuffer buffer, Evidence evidence) {
    StuckTogetherFold fold = new StuckTogetherFold(buffer, evidence);
    fold.words();
    return fold.changed;
  }

  private void words() {
    int at = 0;
    for (int i = 0; i < buffer.length; ) {
      int end = lettersEnd(i);
      if (end == i) {
        buffer.move(i, i + 1, at++);
        i++;
        continue;
      }
      buffer.move(i, end, at);
      at += end - i;
      int next = symbolEnd(end);
      i = end;
      if (next >= 0 && isJoint(end, next, at)) {
        changed = true;
        note(end, lettersBefore(at), lettersEnd(next) - next);
        i = next;
      }
    }
    buffer.length = at;
  }

  private boolean isJoint(int from, int to, int at) {
    int before = lettersBefore(at);
    int after = lettersEnd(to) - to;
    if (isStrong(from, to)) {
      return before + after >= FEWEST_LETTERS;
    }
    return to - from == 1
        && WEAK.indexOf(buffer.chars[from]) >= 0
        && before == PAIR
        && after == PAIR
        && (at == PAIR || isEdge(at - PAIR - 1))
        && isEnd(to + PAIR);
  }

  /** How many letters there are before a place, counting few. */
  private int lettersBefore(int at) {
    int before = 0;
    while (before < at && before <= WIDEST_GAP && isLetter(at - 1 - before)) {
      before++;
    }
    return before;
  }

  private boolean isEdge(int index) {
    return buffer.kinds[index] == Kind.SPACE
        || buffer.kinds[index] == Kind.LINE
        || buffer.kinds[index] == Kind.PUNCTUATION
        || buffer.kinds[index] == Kind.HAN;
  }

  private boolean isEnd(int index) {
    return index >= buffer.length || isEdge(index);
  }

  private boolean isStrong(int from, int to) {
    for (int i = from; i < to; i++) {
      char unit = buffer.chars[i];
      if (unit < 0x80 ? STRONG.indexOf(unit) < 0 : isMathematical(unit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMathematical(char unit) {
    return Character.getType(unit) == Character.MATH_SYMBOL || (unit >= 0x2190 && unit < 0x2200);
  }

  private void note(int symbol, int before, int after) {
    char unit = buffer.chars[symbol];
    boolean brief = Math.min(before, after) <= FEWEST_LETTERS && before + after > FEWEST_LETTERS;
    if ((unit == '*' || unit == '^') && brief) {
      evidence.word();
    }
  }

  private int symbolEnd(int from) {
    int i = from;
    while (i < buffer.length && i - from <= WIDEST_GAP && buffer.kinds[i] == Kind.OTHER) {
      i++;
    }
    boolean letters = i < buffer.length && lettersEnd(i) > i;
    return i > from && i - from <= WIDEST_GAP && letters ? i : -1;
  }

  private int lettersEnd(int from) {
    int end = from;
    while (end < buffer.length && isLetter(end)) {
      end++;
    }
    return end;
  }

  private boolean isLetter(int index) {
    return buffer.kinds[index] == Kind.LATIN || buffer.kinds[index] == Kind.TWIN;
  }
}
