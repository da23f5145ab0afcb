package dev.menshen.text;

import dev.menshen.View;
import java.util.Locale;
import java.util.Set;

/**
 * Letters rotated by thirteen places. The stretch of words is looked for that has the most common
 * pairs of English letters (see {@link English}) after the rotation and the fewest before it; it is
 * taken when it is English afterwards and was not before.
 */
final class Rot13Decoder implements Decoder {
  private static final int FEWEST_WORDS = 2;
  private static final int FEWEST_PAIRS = 7;

  /** So many pairs need no frequent word beside them. */
  private static final int ENOUGH_PAIRS = 18;

  private static final int LONGEST_FREQUENT = 5;

  private static final Set<String> FREQUENT =
      Set.of(
          ("the be to of and a in that have it for not on with he as you do at this but his by from"
                  + " they we say her she or an will my one all would there their what so up out if"
                  + " about who get which go me when make can like time no just him know take into"
                  + " your good some could them see other than then now look only come its over think"
                  + " also back after use two how our work first well way even new want any these"
                  + " give day most us is are was has had were been did")
              .split(" "));

  @Override
  public View view() {
    return View.ROT13;
  }

  @Override
  public void decode(String text, Decoding decoding) {
    Stretch best = new Stretch();
    Stretch current = new Stretch();
    for (int i = 0; i < text.length(); ) {
      int end = wordEnd(text, i);
      if (end == i) {
        i++;
        continue;
      }
      if (current.gain <= 0) {
        current.begin(i);
      }
      current.add(text, i, end);
      if (current.gain > best.gain) {
        best.copy(current);
      }
      i = end;
    }
    if (best.isEnglish(text)) {
      int to = Math.min(best.to, best.from + decoding.room());
      decoding.run(best.from, to, rotate(text, best.from, to), true);
    }
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isLetter(char unit) {
    return English.isLetter((char) (unit | 0x20)) && unit < 0x80;
  }

  private static String rotate(String text, int from, int to) {
    StringBuilder rotated = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      char unit = text.charAt(i);
      rotated.append(isLetter(unit) ? rotate(unit) : unit);
    }
    return rotated.toString();
  }

  private static char rotate(char letter) {
    int base = (letter & 0x20) | 'A';
    return (char) ((letter - base + 13) % 26 + base);
  }

  /** Words in a row, and how English they are before and after the rotation. */
  private static final class Stretch {
    private int from;
    private int to;
    private int words;
    private int pairs;
    private int before;
    private int after;
    private int gain;

    void begin(int at) {
      from = at;
      words = 0;
      pairs = 0;
      before = 0;
      after = 0;
      gain = 0;
    }

    void add(String text, int start, int end) {
      for (int i = start + 1; i < end; i++) {
        char first = (char) (text.charAt(i - 1) | 0x20);
        char second = (char) (text.charAt(i) | 0x20);
        int plain = English.isCommon(first, second) ? 1 : 0;
        int rotated = English.isCommon(rotate(first), rotate(second)) ? 1 : 0;
        before += plain;
        after += rotated;
        gain += 3 * (rotated - plain) - 1;
      }
      pairs += end - start - 1;
      words++;
      to = end;
    }

    void copy(Stretch other) {
      from = other.from;
      to = other.to;
      words = other.words;
      pairs = other.pairs;
      before = other.before;
      after = other.after;
      gain = other.gain;
    }

    boolean isEnglish(String text) {
      return words >= FEWEST_WORDS
          && pairs >= FEWEST_PAIRS
          && after * 10 >= pairs * 7
          && before * 5 <= pairs * 2
          && (pairs >= ENOUGH_PAIRS || hasFrequent(text));
    }

    private boolean hasFrequent(String text) {
      for (int i = from; i < to; ) {
        int end = wordEnd(text, i);
        if (end > i
            && end - i <= LONGEST_FREQUENT
            && FREQUENT.contains(rotate(text, i, end).toLowerCase(Locale.ROOT))) {
          return true;
        }
        i = Math.max(end, i + 1);
      }
      return false;
    }
  }
}
