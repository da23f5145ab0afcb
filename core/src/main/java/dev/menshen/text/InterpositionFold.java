package dev.menshen.text;

/**
 * Drops what was put between letters to part them.
 *
 * <ul>
 *   <li>Three or more single letters with the same kind of gap become one word: {@code b.o.m.b},
 *       {@code k i l l}; with symbols as gaps, pairs of letters may be among them. Letters in the
 *       order of the alphabet stay, they are an enumeration.
 *   <li>Letters stuck together by a star, an emoji or another symbol that has no place in a word
 *       become one word: {@code bo*mb}; so do two pairs with a full stop, a dash or the like
 *       between them: {@code fu-ck}. Longer {@code web.pages}, {@code either/or} and {@code
 *       by-the-way} stay.
 *   <li>Chinese characters lose any blanks and symbols between them, and single ones in a row
 *       whatever parts them.
 * </ul>
 */
final class InterpositionFold {
  private static final int WIDEST_GAP = 4;
  private static final int FEWEST_PIECES = 3;
  private static final String STRONG = "*~^`|";
  private static final String WEAK = "._-+=#";

  private final FoldBuffer buffer;
  private final String raw;
  private final Evidence evidence;
  private boolean changed;

  private InterpositionFold(FoldBuffer buffer, String raw, Evidence evidence) {
    this.buffer = buffer;
    this.raw = raw;
    this.evidence = evidence;
  }

  /** Whether anything has changed. */
  static boolean fold(FoldBuffer buffer, String raw, Evidence evidence) {
    InterpositionFold fold = new InterpositionFold(buffer, raw, evidence);
    fold.singles();
    fold.words();
    fold.hanSingles();
    fold.hanGaps();
    return fold.changed;
  }

  private void singles() {
    int at = 0;
    int i = 0;
    while (i < buffer.length) {
      int end = pieceEnd(i);
      if (end == i) {
        i = keep(i, i + 1, at);
        at++;
        continue;
      }
      if (end - i > 2) {
        at += end - i;
        i = keep(i, end, at - (end - i));
        continue;
      }
      Chain chain = chain(i, end);
      int start = at;
      if (chain.isWord()) {
        at = join(i, chain.end, at);
        noteSingles(chain, start, at);
        i = chain.end;
      } else {
        int to = Math.max(end, chain.lastStart);
        at += to - i;
        i = keep(i, to, start);
      }
    }
    buffer.length = at;
  }

  private int keep(int from, int to, int at) {
    buffer.move(from, to, at);
    return to;
  }

  /** Copies the letters and digits of a span and leaves out the rest. */
  private int join(int from, int to, int at) {
    int target = at;
    for (int i = from; i < to; i++) {
      if (isPiece(buffer.kinds[i])) {
        buffer.move(i, i + 1, target++);
      }
    }
    changed = true;
    return target;
  }

  private void noteSingles(Chain chain, int from, int to) {
    boolean capitals = true;
    for (int i = from; i < to; i++) {
      capitals &= Character.isUpperCase(raw.charAt(buffer.starts[i]));
    }
    boolean acronym = chain.dots && (capitals || chain.pieces == FEWEST_PIECES);
    boolean enough = chain.pieces > FEWEST_PIECES || (!chain.spaced && !acronym);
    if (enough && !acronym && !chain.commas && English.isWordlike(buffer.chars, from, to)) {
      evidence.word();
    }
  }

  private Chain chain(int start, int firstEnd) {
    Chain chain = new Chain();
    chain.add(start, firstEnd);
    int end = firstEnd;
    int firstGap = -1;
    while (true) {
      int next = gapEnd(end);
      if (next < 0 || (firstGap >= 0 && !sameGap(firstGap, end, next))) {
        return chain;
      }
      int pieceEnd = pieceEnd(next);
      boolean spaced = hasSpace(end, next);
      if (pieceEnd - next > (spaced || chain.spaced ? 1 : 2) || (spaced && chain.pairs > 0)) {
        return chain;
      }
      chain.commas |= buffer.kinds[end] == Kind.PUNCTUATION && buffer.chars[end] == ',';
      if (firstGap < 0) {
        firstGap = end;
        chain.spaced = spaced;
        chain.dots = next - end == 1 && buffer.chars[end] == '.';
      }
      chain.add(next, pieceEnd);
      end = pieceEnd;
    }
  }

  /** Gaps without blanks may differ from each other; gaps with blanks have to be equal. */
  private boolean sameGap(int first, int from, int to) {
    boolean spaced = hasSpace(from, to);
    int firstLength = gapEnd(first) - first;
    if (!spaced) {
      return !hasSpace(first, first + firstLength);
    }
    if (firstLength != to - from) {
      return false;
    }
    for (int i = 0; i < firstLength; i++) {
      if (buffer.chars[first + i] != buffer.chars[from + i]) {
        return false;
      }
    }
    return true;
  }

  private boolean hasSpace(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer.kinds[i] == Kind.SPACE) {
        return true;
      }
    }
    return false;
  }

  /** Where the piece after a gap begins, or -1 when no gap that can be dropped begins here. */
  private int gapEnd(int from) {
    int i = from;
    while (i < buffer.length && i - from <= WIDEST_GAP && isGap(i)) {
      i++;
    }
    boolean piece = i < buffer.length && isPiece(buffer.kinds[i]);
    return i > from && i - from <= WIDEST_GAP && piece ? i : -1;
  }

  private boolean isGap(int index) {
    return switch (buffer.kinds[index]) {
      case Kind.SPACE, Kind.OTHER -> true;
      case Kind.PUNCTUATION -> "\"()[]{}<>".indexOf(buffer.chars[index]) < 0;
      default -> false;
    };
  }

  private int pieceEnd(int from) {
    int end = from;
    while (end < buffer.length && isPiece(buffer.kinds[end])) {
      end++;
    }
    return end;
  }

  private static boolean isPiece(int kind) {
    return kind == Kind.LATIN || kind == Kind.TWIN || kind == Kind.DIGIT;
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
        noteJoint(end, at, lettersEnd(next) - next);
        i = next;
      }
    }
    buffer.length = at;
  }

  private boolean isJoint(int from, int to, int at) {
    char symbol = buffer.chars[from];
    int after = lettersEnd(to) - to;
    if (isStrong(from, to)) {
      return after + Math.min(at, 2) >= 3;
    }
    boolean pair =
        at >= 2
            && buffer.kinds[at - 1] == Kind.LATIN
            && buffer.kinds[at - 2] == Kind.LATIN
            && (at == 2 || isEdge(at - 3));
    return to - from == 1 && WEAK.indexOf(symbol) >= 0 && pair && after == 2 && isEnd(to + 2);
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

  private void noteJoint(int symbol, int at, int after) {
    char unit = buffer.chars[symbol];
    int before = 0;
    while (before < at && buffer.kinds[at - 1 - before] == Kind.LATIN && before <= WIDEST_GAP) {
      before++;
    }
    if ((unit == '*' || unit == '^') && Math.min(before, after) <= 3 && before + after >= 4) {
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
    while (end < buffer.length
        && (buffer.kinds[end] == Kind.LATIN || buffer.kinds[end] == Kind.TWIN)) {
      end++;
    }
    return end;
  }

  private void hanGaps() {
    int at = 0;
    for (int i = 0; i < buffer.length; ) {
      buffer.move(i, i + 1, at++);
      i++;
      if (buffer.kinds[at - 1] != Kind.HAN) {
        continue;
      }
      int next = i;
      while (next < buffer.length && next - i <= WIDEST_GAP && isHanGap(next)) {
        next++;
      }
      if (next > i && next - i <= WIDEST_GAP && isHan(next)) {
        changed = true;
        noteHanGap(i, next);
        i = next;
      }
    }
    buffer.length = at;
  }

  private boolean isHanGap(int index) {
    return buffer.kinds[index] == Kind.SPACE || buffer.kinds[index] == Kind.OTHER;
  }

  private boolean isHan(int index) {
    return index < buffer.length && buffer.kinds[index] == Kind.HAN;
  }

  private void noteHanGap(int from, int to) {
    if (to - from == 1 && "*_^$%".indexOf(buffer.chars[from]) >= 0) {
      evidence.word();
    }
  }

  private void hanSingles() {
    int at = 0;
    for (int i = 0; i < buffer.length; ) {
      int end = hanEnd(i);
      int pieces = isSingle(i, end) ? 1 : 0;
      boolean plain = true;
      while (pieces > 0) {
        int next = hanGapEnd(end);
        if (next < 0 || !isSingle(next, hanEnd(next))) {
          break;
        }
        plain &= isHanGap(end);
        pieces++;
        end = hanEnd(next);
      }
      int to = Math.max(end, i + 1);
      if (pieces >= FEWEST_PIECES) {
        at = joinHan(i, to, at);
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

  private int hanGapEnd(int from) {
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

  private int joinHan(int from, int to, int at) {
    int target = at;
    for (int i = from; i < to; i++) {
      if (buffer.kinds[i] == Kind.HAN) {
        buffer.move(i, i + 1, target++);
      }
    }
    changed = true;
    return target;
  }

  /** Short pieces with gaps between them. */
  private final class Chain {
    private int pieces;
    private int pairs;
    private int letters;
    private int units;
    private int end;
    private int lastStart;
    private boolean spaced;
    private boolean dots;
    private boolean commas;
    private boolean ascending = true;
    private char last;

    void add(int from, int to) {
      pieces++;
      units += to - from;
      pairs += to - from - 1;
      for (int i = from; i < to; i++) {
        char unit = buffer.chars[i];
        letters += buffer.kinds[i] == Kind.DIGIT ? 0 : 1;
        ascending &= last == 0 || unit == last + 1;
        last = unit;
      }
      end = to;
      lastStart = from;
    }

    boolean isWord() {
      return pieces >= FEWEST_PIECES
          && letters * 3 >= units * 2
          && pairs * 2 <= pieces
          && !ascending;
    }
  }
}
