package dev.menshen.list;

import static java.util.Objects.requireNonNull;

import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.text.Normaliser;
import java.util.Collection;
import java.util.List;

/**
 * The entries of one scope, ready to be looked for. Those of a scope that many applications share
 * are compiled once. Immutable; safe for use by many threads.
 */
public final class CompiledList {
  /** The longest word or phrase, in UTF-16 units. */
  public static final int MAX_WORD_LENGTH = 200;

  /** The longest pattern, in UTF-16 units. */
  public static final int MAX_PATTERN_LENGTH = 1000;

  /** How many patterns a scope may have: each is looked for by itself, some microseconds a text. */
  public static final int MAX_PATTERNS = 200;

  private final EntryMatcher allowed;
  private final EntryMatcher denied;
  private final int size;

  private CompiledList(EntryMatcher allowed, EntryMatcher denied, int size) {
    this.allowed = allowed;
    this.denied = denied;
    this.size = size;
  }

  /**
   * Compiles entries.
   *
   * @param normaliser what folds the texts that they are looked for in
   * @throws InvalidListEntryException when an entry cannot be matched, with its id, or when there
   *     are more than {@link #MAX_PATTERNS} patterns
   */
  public static CompiledList of(Collection<ListEntry> entries, Normaliser normaliser) {
    requireNonNull(normaliser, "normaliser is null");
    long patterns = entries.stream().filter(entry -> entry.type() == EntryType.PATTERN).count();
    if (patterns > MAX_PATTERNS) {
      throw new InvalidListEntryException(
          "there are %d patterns in one scope; %d are the most, use words and phrases"
              .formatted(patterns, MAX_PATTERNS));
    }
    return new CompiledList(
        EntryMatcher.of(of(ListKind.ALLOW, entries), normaliser, false),
        EntryMatcher.of(of(ListKind.DENY, entries), normaliser, true),
        entries.size());
  }

  /**
   * Checks that an entry can be matched.
   *
   * @throws InvalidListEntryException when it cannot; the message says what to change
   */
  public static void check(ListEntry entry, Normaliser normaliser) {
    boolean pattern = entry.type() == EntryType.PATTERN;
    int longest = pattern ? MAX_PATTERN_LENGTH : MAX_WORD_LENGTH;
    if (entry.text().length() > longest) {
      throw new InvalidListEntryException(
          "the text has %d characters; a %s has at most %d"
              .formatted(entry.text().length(), entry.type().label(), longest));
    }
    if (pattern) {
      if (!entry.readings().isEmpty()) {
        throw new InvalidListEntryException("a pattern has no readings; leave them out");
      }
      Patterns.compile(entry.text());
      return;
    }
    String folded = normaliser.fold(entry.text()).text();
    if (folded.isBlank()) {
      throw new InvalidListEntryException(
          "nothing is left of the text when its disguises are taken off; use a pattern for signs");
    }
    if (entry.readings().contains(Reading.PINYIN) && Spelling.pinyin(entry, folded).isEmpty()) {
      throw new InvalidListEntryException(
          "the text has no Chinese characters that have a pinyin; leave the reading pinyin out");
    }
    if (entry.readings().contains(Reading.INITIALS) && Spelling.initials(entry, folded).isEmpty()) {
      throw new InvalidListEntryException(
          "the text has fewer than %d initials; leave the reading initials out"
              .formatted(Spelling.LEAST_INITIALS));
    }
  }

  /** How many entries there are, expired ones too. */
  public int size() {
    return size;
  }

  void matchAllowed(MatchedText text, MatchSink sink) {
    allowed.match(text, sink);
  }

  void matchDenied(MatchedText text, MatchSink sink) {
    denied.match(text, sink);
  }

  void matchDeniedWords(MatchedText text, MatchSink sink) {
    denied.matchWords(text, sink);
  }

  private static List<ListEntry> of(ListKind kind, Collection<ListEntry> entries) {
    return entries.stream().filter(entry -> entry.kind() == kind).toList();
  }
}
