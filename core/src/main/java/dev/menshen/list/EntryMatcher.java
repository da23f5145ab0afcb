package dev.menshen.list;

import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.text.Normaliser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The allow entries of a list, or its deny entries, ready to be looked for. */
final class EntryMatcher {
  /** A single character in parts is too often two ordinary ones: 女子 (woman) is not 好 (good). */
  private static final int LEAST_COMPOSED = 2;

  private final Literals literals;
  private final Spellings spellings;
  private final Patterns patterns;
  private final Compositions compositions;

  private EntryMatcher(
      Literals literals, Spellings spellings, Patterns patterns, Compositions compositions) {
    this.literals = literals;
    this.spellings = spellings;
    this.patterns = patterns;
    this.compositions = compositions;
  }

  /**
   * Compiles entries.
   *
   * @param disguised whether they are found in disguise and in parts too
   */
  static EntryMatcher of(Collection<ListEntry> entries, Normaliser normaliser, boolean disguised) {
    List<FoldedEntry> words = new ArrayList<>(entries.size());
    List<FoldedEntry> split = new ArrayList<>();
    List<ListEntry> patterns = new ArrayList<>();
    for (ListEntry entry : entries) {
      if (entry.type() == EntryType.PATTERN) {
        patterns.add(entry);
      } else {
        FoldedEntry folded = FoldedEntry.of(entry, normaliser);
        words.add(folded);
        if (disguised && Words.hanCount(folded.folded()) >= LEAST_COMPOSED) {
          split.add(folded);
        }
      }
    }
    return new EntryMatcher(
        Literals.of(words, disguised),
        Spellings.of(words),
        Patterns.of(patterns),
        Compositions.of(split, normaliser));
  }

  /** Looks for words and phrases alone. */
  void matchWords(MatchedText text, MatchSink sink) {
    literals.match(text, sink);
  }

  /** Looks for everything. */
  void match(MatchedText text, MatchSink sink) {
    literals.match(text, sink);
    spellings.match(text, sink);
    patterns.match(text, sink);
    for (MatchedText whole : compositions.compose(text)) {
      literals.match(
          whole,
          (entry, start, end) -> {
            if (Words.hanCount(entry.text()) >= LEAST_COMPOSED) {
              sink.found(entry, start, end);
            }
          });
    }
  }
}
