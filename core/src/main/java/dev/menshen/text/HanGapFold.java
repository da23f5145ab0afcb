package dev.menshen.text;

/**
 * Drops any blanks and symbols between Chinese characters, as in {@code 炸*弹} and {@code 炸 弹}, and
 * whatever parts three or more single ones in a row, punctuation and line ends included. Between
 * longer stretches, punctuation and line ends stay: there they part sentences.
 */
final class HanGapFold {
  private static final int WIDEST_GAP = 4;
  private static final int FEWEST_PIECES = 3;

  /** Symbols that ordinary Chinese writing does not put between two characters. */
  private static final String STRANGE = "*_^$%";

  private final FoldBuffer buffer;
  private final Evidence evidence;
  private boolean changed;

  private HanGapFold(FoldBuffer buffer, Evidence evidence) {
    this.buffer = buffer;
    this.evidence = evidence;
  }

  /** Whether anything has changed. */
  static boolean fold(FoldBuffer buffer, Evidence evidence) {
    HanGapFold fold = new HanGapFold(buffer, evidence);
    fold.singles();
    fold.gaps();
    return fold.changed;
  }

  private boolean isGap(int index) {
    return buffer.kinds[index] == Kind.SPACE || buffer.kinds[index] == Kind.OTHER;
  }

  private boolean isHan(int index) {
    return index < buffer.length && buffer.kinds[index] == Kind.HAN;
  }

  private void note(int from, int to) {
    if (to - from == 1 && STRANGE.indexOf(buffer.chars[from]) >= 0) {
      evidence.word();
    }
  }

  private void singles() {
    int at = 0;
    for (int i = 0; i < buffer.length; ) {
      int end = hanEnd(i);
      int pieces = isSingle(i, end) ? 1 : 0;
      boolean plain = true;
      while (pieces > 0) {
        int next = gapEnd(end);
        if (next < 0 || !isSingle(next, hanEnd(next))) {
          break;
        }
        plain &= isGap(end);
        pieces++;
        end = hanEnd(next);
      }
      int to = Math.max(end, i + 1);
      if (pieces >= FEWEST_PIECES) {
        at = join(i, to, at);
        if (plain) {
          evidence.word();
        }
      } else {
        buffer.move(i, to, at);
        at += to - i;
      }
      i = to;
    }
    buffer.length = at;
  }

  private void gaps() {
    int at = 0;
    for (int i = 0; i < buffer.length; ) {
      buffer.move(i, i + 1, at++);
      i++;
      if (buffer.kinds[at - 1] != Kind.HAN) {
        continue;
      }
      int next = i;
      while (next < buffer.length && next - i <= WIDEST_GAP && isGap(next)) {
        next++;
      }
      if (next > i && next - i <= WIDEST_GAP && isHan(next)) {
        changed = true;
        note(i, next);
        i = next;
      }
    }
    buffer.length = at;
  }

  private int hanEnd(int from) {
    int end = from;
    while (isHan(end)) {
      end++;
    }
    return end;
  }

  private boolean isSingle(int from, int to) {
    return to > from && to - from == Character.charCount(Character.codePointAt(buffer.chars, from));
  }

  private int gapEnd(int from) {
    int i = from;
    while (i < buffer.length && i - from <= WIDEST_GAP && isWideGap(buffer.kinds[i])) {
      i++;
    }
    return i > from && i - from <= WIDEST_GAP && isHan(i) ? i : -1;
  }

  private static boolean isWideGap(int kind) {
    return kind == Kind.SPACE
        || kind == Kind.LINE
        || kind == Kind.OTHER
        || kind == Kind.PUNCTUATION;
  }

  private int join(int from, int to, int at) {
    int target = at;
    for (int i = from; i < to; i++) {
      if (buffer.kinds[i] == Kind.HAN) {
        buffer.move(i, i + 1, target++);
      }
    }
    changed = true;
    return target;
  }
}
