package dev.menshen.list;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import dev.menshen.text.Normaliser;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes entries and lists of them. The id of an entry is its text. */
final class Entries {
  static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  private static final Normaliser NORMALISER = Normaliser.standard();

  private Entries() {}

  static ListEntry word(String text) {
    return entry(ListKind.DENY, EntryType.WORD, text, Set.of());
  }

  static ListEntry phrase(String text, Reading... readings) {
    return entry(ListKind.DENY, EntryType.PHRASE, text, Set.copyOf(Arrays.asList(readings)));
  }

  static ListEntry pattern(String text) {
    return entry(ListKind.DENY, EntryType.PATTERN, text, Set.of());
  }

  static ListEntry allowed(EntryType type, String text) {
    return entry(ListKind.ALLOW, type, text, Set.of());
  }

  static ListEntry expiring(ListEntry entry, Instant expires) {
    return new ListEntry(
        entry.id(),
        entry.scope(),
        entry.kind(),
        entry.type(),
        entry.text(),
        entry.category(),
        entry.severity(),
        entry.decides(),
        entry.readings(),
        entry.note(),
        Optional.of(expires));
  }

  static ListEntry graded(String id, String text, Severity severity, boolean decides) {
    return new ListEntry(
        id,
        Scope.GLOBAL,
        ListKind.DENY,
        EntryType.PHRASE,
        text,
        Optional.of(Category.VIOLENT),
        severity,
        decides,
        Set.of(),
        "",
        Optional.empty());
  }

  static Lists lists(ListEntry... entries) {
    return lists(NOON, entries);
  }

  static Lists lists(InstantSource clock, ListEntry... entries) {
    return Lists.of(List.of(CompiledList.of(Arrays.asList(entries), NORMALISER)), clock);
  }

  static List<ListHit> find(Lists lists, String text) {
    return lists.find(text, NORMALISER.fold(text));
  }

  /** The parts of a text that were found, in their order. */
  static List<String> found(Lists lists, String text) {
    return find(lists, text).stream().map(hit -> text.substring(hit.start(), hit.end())).toList();
  }

  private static ListEntry entry(
      ListKind kind, EntryType type, String text, Set<Reading> readings) {
    return new ListEntry(
        text,
        Scope.GLOBAL,
        kind,
        type,
        text,
        Optional.empty(),
        kind == ListKind.ALLOW ? Severity.SAFE : Severity.UNSAFE,
        false,
        readings,
        "",
        Optional.empty());
  }
}
