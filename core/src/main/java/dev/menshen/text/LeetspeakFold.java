package dev.menshen.text;

/**
 * Reads digits and symbols as the letters that they stand in for, within words that have letters:
 * {@code k1ll}, {@code b0mb}, {@code @ss}, {@code 5ex}.
 *
 * <p>A digit counts as a letter between letters, or before letters that it makes a word with;
 * digits at the end do only when the word has another one inside, so that {@code mp3}, {@code
 * covid19}, {@code 5kg} and plain numbers stay. A word with a digit that stands in for no letter,
 * such as {@code i18n}, stays whole.
 */
final class LeetspeakFold {
  private static final String UNITS =
      " st nd rd th am pm kg km cm mm ml mg gb mb kb tb hz khz mhz ghz kw kwh fps mph min mins hr hrs"
          + " sec secs yr yrs yo ft in oz lb lbs px pt em rem x xl d g k m w v a s c ";

  private static final int LONGEST_AFTER_SIGN = 3;

  /** Before and after the sign of an address there are this many characters at least. */
  private static final int FEWEST_OF_NAME = 3;

  /** Words with more letters are names, keys and the like. */
  private static final int LONGEST_WORD = 16;

  /** An exclamation mark within more letters than these ends a sentence. */
  private static final int LONGEST_WITH_EXCLAMATION = 9;

  private final FoldBuffer buffer;
  private final String raw;
  private final Evidence evidence;
  private boolean changed;

  private LeetspeakFold(FoldBuffer buffer, String raw, Evidence evidence) {
    this.buffer = buffer;
    this.raw = raw;
    this.evidence = evidence;
  }

  /** Whether anything has changed. */
  static boolean fold(FoldBuffer buffer, String raw, Evidence evidence) {
    LeetspeakFold fold = new LeetspeakFold(buffer, raw, evidence);
    for (int i = 0; i < buffer.length; ) {
      int end = i;
      boolean stands = false;
      int letters = 0;
      while (end < buffer.length && fold.isToken(end)) {
        boolean letter = buffer.kinds[end] == Kind.LATIN;
        letters += letter ? 1 : 0;
        stands |= !letter;
        end++;
      }
      if (stands && letters > 0) {
        fold.token(i, end);
      }
      i = Math.max(end, i + 1);
    }
    return fold.changed;
  }

  private boolean isToken(int index) {
    return switch (buffer.kinds[index]) {
      case Kind.LATIN, Kind.DIGIT -> true;
      case Kind.OTHER, Kind.PUNCTUATION -> "@$!|".indexOf(buffer.chars[index]) >= 0;
      default -> false;
    };
  }

  private void token(int from, int to) {
    int start = from;
    int end = to;
    boolean handle = isMark(from) && !(buffer.chars[from] == '@' && isDoubleS(from + 1));
    while (start < end && isMark(start) && !isInitial(start, end)) {
      start++;
    }
    while (end > start && isMark(end - 1) && buffer.chars[end - 1] != '$') {
      end--;
    }
    int inside = 0;
    int letters = 0;
    for (int i = start; i < end; i++) {
      if (buffer.kinds[i] == Kind.LATIN) {
        letters++;
      } else if (letter(buffer.chars[i]) == 0 || isSentenceEnd(i, start, end)) {
        return;
      } else if (letters > 0 && hasLetterAfter(i, end)) {
        inside++;
      }
    }
    boolean initial = isInitial(start, end);
    boolean none = inside == 0 && !initial;
    if (none || letters * 2 < end - start || isAddress(start, end)) {
      return;
    }
    replace(start, end);
    boolean ordinary =
        handle
            || end - start > LONGEST_WORD
            || isPart(start - 1)
            || isPart(end)
            || hasCapitalInside(start, end);
    if (!ordinary && English.isWordlike(buffer.chars, start, end)) {
      evidence.word();
    }
  }

  private boolean isSentenceEnd(int index, int from, int to) {
    return buffer.chars[index] == '!'
        && (to - from > LONGEST_WITH_EXCLAMATION || buffer.chars[index + 1] == '!');
  }

  private boolean isMark(int index) {
    return buffer.kinds[index] == Kind.OTHER || buffer.kinds[index] == Kind.PUNCTUATION;
  }

  private boolean hasLetterAfter(int index, int end) {
    for (int i = index + 1; i < end; i++) {
      if (buffer.kinds[i] == Kind.LATIN) {
        return true;
      }
      if (i - index > 4) {
        return false;
      }
    }
    return false;
  }

  /** Whether the first character can stand in for a letter, and the rest is no unit or name. */
  private boolean isInitial(int from, int to) {
    int rest = to - from - 1;
    if (rest < 2 || buffer.kinds[from] == Kind.LATIN) {
      return false;
    }
    if (buffer.kinds[from] != Kind.DIGIT) {
      return isSignInitial(from, rest);
    }
    for (int i = from + 1; i < to; i++) {
      if (buffer.kinds[i] != Kind.LATIN) {
        return false;
      }
    }
    String letters = new String(buffer.chars, from + 1, Math.min(rest, 8));
    return !UNITS.contains(' ' + letters + ' ')
        && English.isCommon(letter(buffer.chars[from]), buffer.chars[from + 1]);
  }

  /** A sign before a longer word is that of a name or a variable. */
  private boolean isSignInitial(int from, int rest) {
    char sign = buffer.chars[from];
    boolean brief = rest <= LONGEST_AFTER_SIGN && buffer.kinds[from + 1] == Kind.LATIN;
    return (sign == '@' || sign == '$') && (brief || (sign == '@' && isDoubleS(from + 1)));
  }

  private boolean isDoubleS(int at) {
    return at + 1 < buffer.length && isS(buffer.chars[at]) && isS(buffer.chars[at + 1]);
  }

  private static boolean isS(char unit) {
    return unit == 's' || unit == '5' || unit == '$';
  }

  /** Whether a sign in the middle is that of an address of electronic mail. */
  private boolean isAddress(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (buffer.chars[i] == '@') {
        boolean domain =
            to + 1 < buffer.length && buffer.chars[to] == '.' && buffer.kinds[to + 1] == Kind.LATIN;
        return domain || (i - from >= FEWEST_OF_NAME && to - i > FEWEST_OF_NAME);
      }
    }
    return false;
  }

  private boolean isPart(int index) {
    return index >= 0
        && index < buffer.length
        && "/\\_=#&%.:-+".indexOf(buffer.chars[index]) >= 0
        && (index == 0 || (index + 1 < buffer.length && buffer.kinds[index + 1] != Kind.SPACE));
  }

  private boolean hasCapitalInside(int from, int to) {
    boolean small = false;
    for (int i = from; i < to; i++) {
      char unit = raw.charAt(buffer.starts[i]);
      if (small && Character.isUpperCase(unit)) {
        return true;
      }
      small |= Character.isLowerCase(unit);
    }
    return false;
  }

  private void replace(int from, int to) {
    boolean afterEll = false;
    for (int i = from; i < to; i++) {
      char unit = buffer.chars[i];
      boolean stroke = isStroke(unit);
      if (buffer.kinds[i] != Kind.LATIN) {
        buffer.chars[i] = stroke ? stroke(i, from, to, afterEll) : letter(unit);
        buffer.kinds[i] = Kind.LATIN;
        changed = true;
      }
      afterEll = stroke && buffer.chars[i] == 'l';
    }
  }

  private static boolean isStroke(char unit) {
    return unit == '1' || unit == '!' || unit == '|';
  }

  /** One or ell: whichever goes better with the letters beside it. */
  private char stroke(int index, int from, int to, boolean afterEll) {
    char before = index > from ? buffer.chars[index - 1] : 0;
    char after = index + 1 < to ? buffer.chars[index + 1] : 0;
    int i = fit(before, 'i', after);
    int l = fit(before, 'l', after);
    if (i != l) {
      return i > l ? 'i' : 'l';
    }
    return afterEll || after == 0 || (before == 0 && English.isVowel(after)) ? 'l' : 'i';
  }

  private static int fit(char before, char letter, char after) {
    return (English.isCommon(before, letter) ? 1 : 0) + (English.isCommon(letter, after) ? 1 : 0);
  }

  private static char letter(char unit) {
    return switch (unit) {
      case '0' -> 'o';
      case '1', '!', '|' -> 'i';
      case '3' -> 'e';
      case '4', '@' -> 'a';
      case '5', '$' -> 's';
      case '7' -> 't';
      default -> 0;
    };
  }
}
