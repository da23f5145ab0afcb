package dev.menshen.list;

import dev.menshen.list.ListEntry.Reading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a Chinese entry is written in Latin letters.
 *
 * @param entry the entry
 * @param reading as pinyin or as initials
 * @param syllables its syllables, or initials, in their order
 */
record Spelling(ListEntry entry, Reading reading, List<Syllable> syllables) {
  /** Fewer initials than this are found in too many texts. */
  static final int LEAST_INITIALS = 3;

  /** How many keys an entry may have for characters that are read in several ways. */
  private static final int MOST_KEYS = 16;

  Spelling {
    syllables = List.copyOf(syllables);
  }

  /**
   * A syllable: of one Chinese character, or a run of letters that the entry itself has.
   *
   * @param han the character; 0 for a run of letters
   * @param letters how it is read in the entry
   */
  record Syllable(char han, String letters) {
    private Set<String> spellings() {
      Set<String> spellings = new LinkedHashSet<>();
      spellings.add(letters);
      if (han != 0) {
        Syllables.of(han).ifPresent(spellings::add);
        spellings.add(letters.replace('v', 'u'));
      }
      return spellings;
    }
  }

  /** A spelling under which the entry is looked for, and how long each of its syllables is. */
  record Key(String letters, List<Integer> lengths) {
    private Key plus(String syllable) {
      List<Integer> longer = new ArrayList<>(lengths);
      longer.add(syllable.length());
      return new Key(letters + syllable, longer);
    }
  }

  /** The pinyin of an entry; empty when it has no Chinese characters, or one that nobody reads. */
  static Optional<Spelling> pinyin(ListEntry entry, String folded) {
    return syllables(folded).map(syllables -> new Spelling(entry, Reading.PINYIN, syllables));
  }

  /** The initials of an entry; empty when there are fewer than {@link #LEAST_INITIALS}. */
  static Optional<Spelling> initials(ListEntry entry, String folded) {
    return syllables(folded)
        .map(
            syllables ->
                syllables.stream()
                    .map(
                        syllable ->
                            syllable.han() == 0
                                ? syllable
                                : new Syllable('\0', syllable.letters().substring(0, 1)))
                    .toList())
        .filter(
            initials ->
                initials.stream().mapToInt(initial -> initial.letters().length()).sum()
                    >= LEAST_INITIALS)
        .map(initials -> new Spelling(entry, Reading.INITIALS, initials));
  }

  /**
   * The keys to look for: as the entry is read, with the reading that a character has on its own
   * (which is how a Chinese character within a text is read), and with ü as u.
   */
  List<Key> keys() {
    List<Key> keys = List.of(new Key("", List.of()));
    for (Syllable syllable : syllables) {
      keys =
          keys.stream()
              .flatMap(key -> syllable.spellings().stream().map(key::plus))
              .distinct()
              .limit(MOST_KEYS)
              .toList();
    }
    return keys;
  }

  private static Optional<List<Syllable>> syllables(String folded) {
    List<Syllable> syllables = new ArrayList<>();
    boolean chinese = false;
    int i = 0;
    while (i < folded.length()) {
      int start = i;
      if (Words.isHan(folded.charAt(i))) {
        while (i < folded.length() && Words.isHan(folded.charAt(i))) {
          i++;
        }
        String run = folded.substring(start, i);
        Optional<List<String>> read = Syllables.of(run);
        if (read.isEmpty()) {
          return Optional.empty();
        }
        for (int k = 0; k < run.length(); k++) {
          syllables.add(new Syllable(run.charAt(k), read.get().get(k)));
        }
        chinese = true;
      } else if (LatinText.isLetterOrDigit(folded.charAt(i))) {
        while (i < folded.length() && LatinText.isLetterOrDigit(folded.charAt(i))) {
          i++;
        }
        syllables.add(new Syllable('\0', folded.substring(start, i).toLowerCase(Locale.ROOT)));
      } else {
        i++;
      }
    }
    return chinese ? Optional.of(syllables) : Optional.empty();
  }
}
