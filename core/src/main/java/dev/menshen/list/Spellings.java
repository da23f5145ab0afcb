package dev.menshen.list;

import dev.menshen.list.ListEntry.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.PayloadTrie;

/**
 * The Chinese entries of a list as pinyin and as initials. Syllables may be apart (fa lun gong),
 * and some of them may be written in Chinese (法lun功); homophones are not matched.
 */
final class Spellings {
  /** How many characters that are no letters may be between two syllables. */
  private static final int GAP = 2;

  private final PayloadTrie<List<Found>> trie;
  private final Map<Character, String> pinyin;
  private final boolean empty;

  private Spellings(PayloadTrie<List<Found>> trie, Map<Character, String> pinyin, boolean empty) {
    this.trie = trie;
    this.pinyin = Map.copyOf(pinyin);
    this.empty = empty;
  }

  static Spellings of(Collection<FoldedEntry> entries) {
    Map<String, List<Found>> keys = new HashMap<>();
    Map<Character, String> pinyin = new HashMap<>();
    for (FoldedEntry entry : entries) {
      for (Spelling spelling : spellings(entry.entry(), entry.folded())) {
        for (Spelling.Key key : spelling.keys()) {
          keys.computeIfAbsent(key.letters(), unused -> new ArrayList<>(1))
              .add(new Found(spelling, key));
        }
        for (Spelling.Syllable syllable : spelling.syllables()) {
          if (syllable.han() != 0) {
            Syllables.of(syllable.han()).ifPresent(read -> pinyin.put(syllable.han(), read));
          }
        }
      }
    }
    PayloadTrie.PayloadTrieBuilder<List<Found>> builder = PayloadTrie.builder();
    keys.forEach(builder::addKeyword);
    return new Spellings(builder.build(), pinyin, keys.isEmpty());
  }

  void match(MatchedText text, MatchSink sink) {
    if (empty || !LatinText.isSpelled(text.text())) {
      return;
    }
    LatinText latin = LatinText.of(text.text(), pinyin);
    trie.parseText(
        latin.letters(),
        emit -> {
          for (Found found : emit.getPayload()) {
            if (holds(found, latin, text, emit.getStart())) {
              sink.found(
                  found.spelling().entry(),
                  text.rawStart(latin.origin(emit.getStart())),
                  text.rawEnd(latin.origin(emit.getEnd()) + 1));
            }
          }
          return true;
        });
  }

  private static List<Spelling> spellings(ListEntry entry, String folded) {
    List<Spelling> spellings = new ArrayList<>(0);
    if (entry.readings().contains(Reading.PINYIN)) {
      Spelling.pinyin(entry, folded).ifPresent(spellings::add);
    }
    if (entry.readings().contains(Reading.INITIALS)) {
      Spelling.initials(entry, folded).ifPresent(spellings::add);
    }
    return spellings;
  }

  /** Whether the letters are syllables of the entry, each whole, and no part of other words. */
  private static boolean holds(Found found, LatinText latin, MatchedText text, int start) {
    List<Spelling.Syllable> syllables = found.spelling().syllables();
    boolean written = false;
    int from = start;
    for (int i = 0; i < syllables.size(); i++) {
      int to = from + found.key().lengths().get(i);
      if (i > 0 && latin.origin(from) - latin.origin(from - 1) > GAP + 1) {
        return false;
      }
      char han = syllables.get(i).han();
      if (han == 0 || !latin.isHan(from, to, han)) {
        if (!isWritten(latin, from, to)) {
          return false;
        }
        written = true;
      }
      from = to;
    }
    int first = latin.origin(start);
    int last = latin.origin(from - 1);
    return written
        && (!latin.isWritten(start) || text.beginsWord(first))
        && (!latin.isWritten(from - 1) || text.endsWord(last + 1));
  }

  private static boolean isWritten(LatinText latin, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!latin.isWritten(i) || (i > from && latin.origin(i) - latin.origin(i - 1) != 1)) {
        return false;
      }
    }
    return true;
  }

  /** A spelling and the key under which it is found. */
  private record Found(Spelling spelling, Spelling.Key key) {}
}
