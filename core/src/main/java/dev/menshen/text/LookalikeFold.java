package dev.menshen.text;

/**
 * Gives words their Latin letters back where letters of other scripts stand in for them.
 *
 * <p>A word that mixes Latin letters with others becomes Latin when every other letter has a Latin
 * twin. A word without any Latin letter becomes Latin only when all of its letters have twins, the
 * text has Latin or Chinese around it, and no word in it is written in that other script for sure:
 * Russian and Greek stay Russian and Greek.
 */
final class LookalikeFold {
  private static final CharacterTable TABLE = CharacterTable.standard();

  private LookalikeFold() {}

  /** Whether anything has changed. */
  static boolean fold(FoldBuffer buffer, Evidence evidence) {
    boolean foreign = false;
    for (int i = 0; i < buffer.length && !foreign; i++) {
      foreign = buffer.kinds[i] == Kind.TWIN || buffer.kinds[i] == Kind.LETTER;
    }
    return foreign && foldWords(buffer, evidence);
  }

  private static boolean foldWords(FoldBuffer buffer, Evidence evidence) {
    boolean wholeWords = mayFoldWholeWords(buffer);
    boolean changed = false;
    int at = 0;
    for (int i = 0; i < buffer.length; ) {
      int end = wordEnd(buffer, i);
      int to = Math.max(end, i + 1);
      if (end > i && isDisguised(buffer, i, end, wholeWords)) {
        int start = at;
        at = replace(buffer, i, end, at);
        changed = true;
        if (English.isWordlike(buffer.chars, start, at) || end - i >= 6) {
          evidence.word();
        }
      } else {
        buffer.move(i, to, at);
        at += to - i;
      }
      i = to;
    }
    buffer.length = at;
    return changed;
  }

  private static boolean mayFoldWholeWords(FoldBuffer buffer) {
    boolean around = false;
    for (int i = 0; i < buffer.length; ) {
      int kind = buffer.kinds[i];
      around |= kind == Kind.HAN;
      int end = wordEnd(buffer, i);
      if (end > i) {
        if (isGenuine(buffer, i, end)) {
          return false;
        }
        around |= kind == Kind.LATIN;
      }
      i = Math.max(end, i + 1);
    }
    return around;
  }

  /** Whether a word has no Latin letter and one at least that looks like none. */
  private static boolean isGenuine(FoldBuffer buffer, int from, int to) {
    boolean own = false;
    for (int i = from; i < to; i++) {
      if (buffer.kinds[i] == Kind.LATIN) {
        return false;
      }
      own |= twin(buffer, i) == 0;
    }
    return own;
  }

  private static boolean isDisguised(FoldBuffer buffer, int from, int to, boolean wholeWords) {
    int latin = 0;
    boolean other = false;
    boolean twins = true;
    for (int i = from; i < to; i++) {
      if (buffer.kinds[i] == Kind.LATIN) {
        latin++;
      } else {
        other = true;
        twins &= buffer.kinds[i] == Kind.TWIN;
        if (twin(buffer, i) == 0) {
          return false;
        }
      }
    }
    return other && to - from > 1 && (latin > 0 || (wholeWords && twins));
  }

  private static int replace(FoldBuffer buffer, int from, int to, int at) {
    int target = at;
    for (int i = from; i < to; ) {
      int count = Character.charCount(Character.codePointAt(buffer.chars, i, to));
      char twin = buffer.kinds[i] == Kind.LATIN ? 0 : twin(buffer, i);
      if (twin == 0) {
        buffer.move(i, i + count, target);
        target += count;
      } else {
        buffer.starts[target] = buffer.starts[i];
        buffer.ends[target] = buffer.ends[i];
        buffer.chars[target] = twin;
        buffer.kinds[target++] = Kind.LATIN;
      }
      i += count;
    }
    return target;
  }

  private static char twin(FoldBuffer buffer, int index) {
    char unit = buffer.chars[index];
    int codePoint =
        Character.isLowSurrogate(unit) && index > 0
            ? Character.toCodePoint(buffer.chars[index - 1], unit)
            : Character.codePointAt(buffer.chars, index, buffer.length);
    return CharacterTable.twin(TABLE.entry(codePoint));
  }

  private static int wordEnd(FoldBuffer buffer, int from) {
    int end = from;
    while (end < buffer.length
        && (Kind.isAlphabetic(buffer.kinds[end])
            || (end > from && buffer.kinds[end] == Kind.MARK))) {
      end++;
    }
    return end;
  }
}
