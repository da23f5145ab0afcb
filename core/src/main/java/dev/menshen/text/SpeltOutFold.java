package dev.menshen.text;

/**
 * Makes one word of letters that are spelt out: three or more single letters with the same kind of
 * gap, as in {@code b.o.m.b} and {@code k i l l}. With symbols as gaps, pairs of letters may be
 * among them. Letters in the order of the alphabet stay, they are an enumeration; so does an {@code
 * I} before small letters, it is a word of its own.
 */
final class SpeltOutFold {
  private static final int WIDEST_GAP = 4;
  private static final int FEWEST_PIECES = 3;

  private final FoldBuffer buffer;
  private final String raw;
  private final Evidence evidence;
  private final boolean widths;
  private boolean changed;

  private SpeltOutFold(FoldBuffer buffer, String raw, Evidence evidence, boolean widths) {
    this.buffer = buffer;
    this.raw = raw;
    this.evidence = evidence;
    this.widths = widths;
  }

  /**
   * Whether anything has changed.
   *
   * @param widths whether a gap that was wider in the text as it came parts two words; so in the
   *     first round only, because a folded text has no wide gaps
   */
  static boolean fold(FoldBuffer buffer, String raw, Evidence evidence, boolean widths) {
    SpeltOutFold fold = new SpeltOutFold(buffer, raw, evidence, widths);
    fold.words();
    return fold.changed;
  }

  private void words() {
    int at = 0;
    int i = 0;
    while (i < buffer.length) {
      int end = pieceEnd(i);
      if (end == i) {
        i = keep(i, i + 1, at);
        at++;
        continue;
      }
      if (end - i > 2 || isPronoun(i, end)) {
        at += end - i;
        i = keep(i, end, at - (end - i));
        continue;
      }
      Chain chain = chain(i, end);
      int start = at;
      if (chain.isWord()) {
        at = join(i, chain.end, at);
        note(chain, start, at);
        i = chain.end;
      } else {
        int to = Math.max(end, chain.lastStart);
        at += to - i;
        i = keep(i, to, start);
      }
    }
    buffer.length = at;
  }

  /** Whether a piece is a capital I with a blank and a small letter behind it. */
  private boolean isPronoun(int from, int to) {
    return to - from == 1
        && buffer.chars[from] == 'i'
        && raw.charAt(buffer.starts[from]) == 'I'
        && to + 1 < buffer.length
        && buffer.kinds[to] == Kind.SPACE
        && Character.isLowerCase(raw.charAt(buffer.starts[to + 1]));
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

  private void note(Chain chain, int from, int to) {
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
      if (spaced && chain.pieces >= FEWEST_PIECES && isWider(firstGap, end)) {
        return chain;
      }
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

  private boolean isWider(int first, int gap) {
    return widths && width(gap) > width(first);
  }

  private int width(int index) {
    return buffer.ends[index] - buffer.starts[index];
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
