package dev.menshen.text;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fold of single characters: every code point becomes what the {@link CharacterTable} says,
 * unseen ones are dropped, marks are dropped from Latin letters and composed with others, runs of
 * blanks become one, and regional indicators that make no flags become letters.
 */
final class CharacterFold {
  /** As many marks of its own script as a letter keeps; Thai, Hebrew and Arabic need three. */
  private static final int MOST_MARKS = 4;

  private static final CharacterTable TABLE = CharacterTable.standard();
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
  private static final Set<String> REGIONS =
      Arrays.stream(Locale.getISOCountries()).collect(Collectors.toUnmodifiableSet());

  private final FoldBuffer out;
  private final Evidence evidence;
  private int marks;
  private int accented;
  private int styled;
  private boolean glued;
  private int selectors;
  private boolean unseen;

  CharacterFold(FoldBuffer out, Evidence evidence) {
    this.out = out;
    this.evidence = evidence;
  }

  /** Folds a text as it came. */
  void fold(String text) {
    int length = text.length();
    for (int i = 0; i < length; ) {
      char unit = text.charAt(i);
      if (unit >= 'a' && unit <= 'z') {
        letter(unit, i);
        i++;
        continue;
      }
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      int entry = TABLE.entry(codePoint);
      if (CharacterTable.kind(entry) == Kind.FLAG) {
        i = flags(text, i);
      } else {
        accept(codePoint, entry, i, next);
        i = next;
      }
    }
  }

  /** The common case: a small letter, which stays as it is. */
  private void letter(char unit, int at) {
    if (unseen) {
      seen(Kind.LATIN);
    }
    if (styled > 0) {
      endStyled();
    }
    marks = 0;
    accented = unit;
    out.appendUnit(unit, Kind.LATIN, at, at + 1);
  }

  private void accept(int codePoint, int entry, int start, int end) {
    int kind = CharacterTable.kind(entry);
    if (Kind.isUnseen(kind)) {
      drop(kind, end);
      return;
    }
    selectors = 0;
    if (unseen) {
      seen(kind);
    }
    if (CharacterTable.isStyled(entry)) {
      styled();
    } else if (styled > 0 && kind == Kind.LATIN) {
      endStyled();
    } else if (kind != Kind.SPACE) {
      styled = 0;
    }
    if (kind != Kind.FREE_MARK) {
      accented = codePoint;
    }
    if (CharacterTable.isString(entry)) {
      TABLE
          .string(entry)
          .codePoints()
          .forEach(part -> emit(part, CharacterTable.kind(TABLE.entry(part)), start, end));
    } else {
      int target = CharacterTable.target(entry);
      emit(target == 0 ? codePoint : target, kind, start, end);
    }
  }

  private void styled() {
    if (styled == 0) {
      glued = lastKind() == Kind.LATIN;
    }
    evidence.styled(++styled);
  }

  /** A plain letter after fancy ones: a word that changes its dress and back is in disguise. */
  private void endStyled() {
    if (glued && lastKind() == Kind.LATIN) {
      evidence.mixedStyles();
    }
    styled = 0;
  }

  private void emit(int codePoint, int kind, int start, int end) {
    switch (kind) {
      case Kind.FREE_MARK -> freeMark(codePoint, end);
      case Kind.MARK -> mark(codePoint, start, end);
      case Kind.SPACE, Kind.LINE -> blank(codePoint, kind, start, end);
      default -> {
        marks = 0;
        out.append(codePoint, kind, start, end);
      }
    }
  }

  private void drop(int kind, int end) {
    switch (kind) {
      case Kind.INVISIBLE -> unseen = true;
      case Kind.SELECTOR -> {
        unseen |= lastKind() == Kind.LATIN;
        evidence.selector(++selectors);
      }
      default -> {
        unseen |= lastKind() == Kind.LATIN || lastKind() == Kind.HAN;
        evidence.tag();
      }
    }
    out.extendLast(end);
  }

  /** Notes an unseen character between two letters of a script that has no use for one. */
  private void seen(int kind) {
    unseen = false;
    if (partsNoLetters(lastKind()) && partsNoLetters(kind)) {
      evidence.invisible();
    }
  }

  private static boolean partsNoLetters(int kind) {
    return kind == Kind.LATIN || kind == Kind.TWIN || kind == Kind.HAN;
  }

  private int lastKind() {
    return out.length == 0 ? Kind.OTHER : out.kinds[out.length - 1];
  }

  /** Drops a mark, unless the letter before it is another one with it, as и is й. */
  private void freeMark(int mark, int end) {
    if (out.length == 0) {
      return;
    }
    int kind = lastKind();
    int base = Character.codePointBefore(out.chars, out.length);
    if (kind == Kind.TWIN || kind == Kind.LETTER) {
      int composed = NFC.composePair(base, mark);
      if (composed >= 0) {
        replaceLast(composed, kind, end);
        return;
      }
    }
    int pair = kind == Kind.LATIN ? NFC.composePair(accented, mark) : -1;
    if (pair >= 0) {
      accented = pair;
    } else {
      evidence.pile(kind);
    }
    out.extendLast(end);
  }

  private void mark(int mark, int start, int end) {
    if (out.length > 0) {
      int base = Character.codePointBefore(out.chars, out.length);
      int composed = NFC.composePair(base, mark);
      if (composed >= 0) {
        replaceLast(composed, lastKind(), end);
        return;
      }
      if (++marks > MOST_MARKS) {
        out.extendLast(end);
        return;
      }
    }
    out.append(mark, Kind.MARK, start, end);
  }

  private void replaceLast(int codePoint, int kind, int end) {
    int start = out.starts[out.length - 1];
    out.removeLast();
    out.append(codePoint, kind, start, end);
  }

  private void blank(int codePoint, int kind, int start, int end) {
    marks = 0;
    int last = lastKind();
    if (last != Kind.SPACE && last != Kind.LINE) {
      out.append(codePoint, kind, start, end);
      return;
    }
    if (kind == Kind.LINE && last == Kind.SPACE) {
      out.chars[out.length - 1] = (char) codePoint;
      out.kinds[out.length - 1] = Kind.LINE;
    }
    out.extendLast(end);
  }

  /** A run of regional indicators: flags stay, anything else was meant to be read. */
  private int flags(String text, int from) {
    int to = from;
    while (to < text.length()
        && CharacterTable.kind(TABLE.entry(text.codePointAt(to))) == Kind.FLAG) {
      to += 2;
    }
    boolean flags = isFlags(text, from, to);
    if (unseen) {
      seen(flags ? Kind.OTHER : Kind.LATIN);
    }
    marks = 0;
    for (int i = from; i < to; i += 2) {
      int codePoint = text.codePointAt(i);
      if (flags) {
        out.append(codePoint, Kind.OTHER, i, i + 2);
      } else {
        out.append(regionLetter(codePoint), Kind.LATIN, i, i + 2);
        styled();
      }
    }
    if (flags) {
      styled = 0;
    }
    return to;
  }

  private static boolean isFlags(String text, int from, int to) {
    if ((to - from) % 4 != 0) {
      return false;
    }
    for (int i = from; i < to; i += 4) {
      char first = regionLetter(text.codePointAt(i));
      char second = regionLetter(text.codePointAt(i + 2));
      if (!REGIONS.contains(("" + first + second).toUpperCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  private static char regionLetter(int codePoint) {
    return (char) (codePoint - 0x1F1E6 + 'a');
  }
}
