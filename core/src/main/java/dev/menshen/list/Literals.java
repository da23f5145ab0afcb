package dev.menshen.list;

import dev.menshen.list.ListEntry.EntryType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.PayloadTrie;

/**
 * Words and phrases, folded, in one Aho-Corasick automaton: a text is read once however many there
 * are. The automaton reads compact texts; what it finds is then compared with the text itself.
 *
 * <p>The automaton is org.ahocorasick's, a map of successors in each state. The double-array trie
 * of com.hankcs finds in a quarter of the time, but takes seconds to build from a hundred thousand
 * Chinese words, and a change of a list has to take effect at once.
 */
final class Literals {
  private final PayloadTrie<List<Literal>> words;
  private final PayloadTrie<List<Literal>> signs;
  private final boolean hasWords;
  private final boolean hasSigns;
  private final boolean disguised;

  private Literals(
      Map<String, List<Literal>> words, Map<String, List<Literal>> signs, boolean disguised) {
    this.words = trie(words);
    this.signs = trie(signs);
    this.hasWords = !words.isEmpty();
    this.hasSigns = !signs.isEmpty();
    this.disguised = disguised;
  }

  /**
   * Compiles entries.
   *
   * @param disguised whether they are found in disguise too
   */
  static Literals of(Collection<FoldedEntry> entries, boolean disguised) {
    Map<String, List<Literal>> words = HashMap.newHashMap(entries.size());
    Map<String, List<Literal>> signs = new HashMap<>();
    for (FoldedEntry entry : entries) {
      String folded = entry.folded();
      if (!folded.isEmpty()) {
        CompactText compact = CompactText.of(folded);
        boolean sign = compact.length() == 0;
        (sign ? signs : words)
            .computeIfAbsent(
                sign ? folded : compact.letters().toString(), unused -> new ArrayList<>(1))
            .add(Literal.of(entry.entry(), folded, compact));
      }
    }
    return new Literals(words, signs, disguised);
  }

  void match(MatchedText text, MatchSink sink) {
    if (hasWords) {
      CompactText compact = text.compact();
      words.parseText(
          compact.letters(),
          emit -> {
            for (Literal literal : emit.getPayload()) {
              compare(literal, text, emit.getStart(), emit.getEnd(), sink);
            }
            return true;
          });
    }
    if (hasSigns) {
      signs.parseText(
          text.text(),
          emit -> {
            for (Literal literal : emit.getPayload()) {
              found(literal, text, emit.getStart(), emit.getEnd() + 1, sink);
            }
            return true;
          });
    }
  }

  private void compare(Literal literal, MatchedText text, int first, int last, MatchSink sink) {
    String word = literal.folded();
    int start = text.compact().start(first);
    int end = text.compact().end(last);
    int exact =
        text.text()
            .indexOf(
                word,
                Math.max(0, start - literal.before()),
                Math.min(text.text().length(), end + literal.after()));
    if (exact >= 0
        && (literal.entry().type() != EntryType.WORD
            || text.isWholeWord(exact, exact + word.length()))) {
      found(literal, text, exact, exact + word.length(), sink);
    } else if (disguised && Disguise.hides(text, first, word)) {
      found(literal, text, start, end, sink);
    }
  }

  private static void found(Literal literal, MatchedText text, int start, int end, MatchSink sink) {
    sink.found(literal.entry(), text.rawStart(start), text.rawEnd(end));
  }

  private static PayloadTrie<List<Literal>> trie(Map<String, List<Literal>> keys) {
    PayloadTrie.PayloadTrieBuilder<List<Literal>> builder = PayloadTrie.builder();
    keys.forEach(builder::addKeyword);
    return builder.build();
  }

  /**
   * An entry and its text, folded.
   *
   * @param before how many signs are before its first letter
   * @param after how many signs are after its last letter
   */
  private record Literal(ListEntry entry, String folded, int before, int after) {
    static Literal of(ListEntry entry, String folded, CompactText compact) {
      int last = compact.length() - 1;
      return last < 0
          ? new Literal(entry, folded, 0, 0)
          : new Literal(entry, folded, compact.start(0), folded.length() - compact.end(last));
    }
  }
}
