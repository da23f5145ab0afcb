package dev.menshen.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.Together;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListEntry.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of list entries keeps to. */
public abstract class ListStoreContract {
  private static final Scope FORUM = Scope.application("acme", "forum");
  private static final Scope ACME = Scope.tenant("acme");

  /** A store of one instance over the state of this test, which is empty at first. */
  protected abstract ListStore store();

  /** The store of another instance over the same state. */
  protected abstract ListStore sibling();

  @Test
  void everythingAboutAnEntryIsKept() {
    List<ListEntry> entries = new ArrayList<>();
    for (EntryType type : EntryType.values()) {
      for (ListKind kind : ListKind.values()) {
        for (Set<Reading> readings :
            List.of(Set.<Reading>of(), Set.of(Reading.INITIALS), Set.of(Reading.values()))) {
          entries.add(entry(entries.size(), type, kind, readings));
        }
      }
    }

    store().put(entries);

    assertThat(sibling().entries(FORUM)).containsExactlyElementsOf(entries);
    assertThat(entries).allSatisfy(e -> assertThat(store().find(e.id())).contains(e));
  }

  @Test
  void aLongPatternIsKeptWhole() {
    ListEntry entry = deny("long", FORUM, "(敏感词|\\bword\\b)'\"%_\\\\".repeat(2_000));

    store().put(List.of(entry));

    assertThat(sibling().find("long")).contains(entry);
  }

  @Test
  void theEntriesOfAScopeAreItsOwnAloneInTheOrderOfTheirIds() {
    store()
        .put(
            List.of(
                deny("b", FORUM, "b"),
                deny("a-1", FORUM, "a"),
                deny("B", FORUM, "B"),
                deny("a_1", FORUM, "a"),
                deny("tenant's", ACME, "c"),
                deny("everybody's", Scope.GLOBAL, "d"),
                deny("another's", Scope.application("acme", "shop"), "e")));

    assertThat(ids(FORUM)).containsExactly("B", "a-1", "a_1", "b");
    assertThat(ids(ACME)).containsExactly("tenant's");
    assertThat(ids(Scope.GLOBAL)).containsExactly("everybody's");
    assertThat(ids(Scope.tenant("forum"))).isEmpty();
  }

  @Test
  void anEntryWithTheSameIdIsReplacedAndMayMoveToAnotherScope() {
    store().put(List.of(deny("1", FORUM, "old"), deny("2", FORUM, "other")));

    sibling().put(List.of(deny("1", ACME, "new")));

    assertThat(ids(FORUM)).containsExactly("2");
    assertThat(store().entries(ACME)).containsExactly(deny("1", ACME, "new"));
  }

  @Test
  void ofTwoEntriesWithOneIdThatArePutTogetherTheLastHolds() {
    store().put(List.of(deny("1", FORUM, "first"), deny("1", FORUM, "last")));

    assertThat(store().entries(FORUM)).containsExactly(deny("1", FORUM, "last"));
  }

  @Test
  void expiredEntriesAreToldToo() {
    ListEntry expired = expiring("1", Instant.parse("2001-01-01T00:00:00.000001Z"));

    store().put(List.of(expired));

    assertThat(store().entries(FORUM)).containsExactly(expired);
  }

  @Test
  void whatIsNotThereIsNotFoundAndNotRemoved() {
    store().put(List.of(deny("1", FORUM, "word")));
    long revision = store().revision();

    assertThat(store().find("2")).isEmpty();
    assertThat(store().remove("2")).isFalse();
    assertThat(store().revision()).isEqualTo(revision);
  }

  @Test
  void aRemovedEntryIsGoneForAllInstances() {
    store().put(List.of(deny("1", FORUM, "word"), deny("2", FORUM, "word")));

    assertThat(sibling().remove("1")).isTrue();

    assertThat(store().find("1")).isEmpty();
    assertThat(ids(FORUM)).containsExactly("2");
    assertThat(store().remove("1")).isFalse();
  }

  @Test
  void allOrNoneArePut() {
    ListEntry kept = deny("1", FORUM, "kept");
    store().put(List.of(kept));
    long revision = store().revision();
    List<ListEntry> entries = new ArrayList<>();
    IntStream.range(0, 3_000).forEach(i -> entries.add(deny("new-" + i, FORUM, "word")));
    entries.set(2_500, unstorable(deny("1", FORUM, "replaced")));

    assertThatThrownBy(() -> store().put(entries)).isInstanceOf(RuntimeException.class);

    assertThat(sibling().entries(FORUM)).containsExactly(kept);
    assertThat(store().revision()).isEqualTo(revision);
  }

  @Test
  void everyChangeByAnyInstanceChangesTheRevision() {
    List<Long> revisions = new ArrayList<>(List.of(store().revision()));

    store().put(List.of(deny("1", FORUM, "word")));
    revisions.add(sibling().revision());
    sibling().put(List.of(deny("1", FORUM, "word")));
    revisions.add(store().revision());
    sibling().remove("1");
    revisions.add(store().revision());

    assertThat(revisions).doesNotHaveDuplicates();
    assertThat(sibling().revision()).isEqualTo(store().revision());
  }

  @Test
  void entriesPutAtOnceAreAllKeptAndCounted() throws InterruptedException {
    long before = store().revision();

    Together.run(
        6,
        thread ->
            () -> {
              ListStore store = thread % 2 == 0 ? store() : sibling();
              for (int i = 0; i < 10; i++) {
                // One entry of its own, and one that all of them put.
                store.put(
                    List.of(
                        deny(thread + "/" + i, FORUM, "word"),
                        deny("shared/" + i, FORUM, "word of " + thread)));
              }
              return null;
            });

    assertThat(store().entries(FORUM)).hasSize(70);
    assertThat(store().revision()).isEqualTo(before + 60);
  }

  /** An entry that the store must fail on, in the place of one. */
  protected abstract ListEntry unstorable(ListEntry entry);

  private List<String> ids(Scope scope) {
    return store().entries(scope).stream().map(ListEntry::id).toList();
  }

  private static ListEntry entry(int number, EntryType type, ListKind kind, Set<Reading> readings) {
    Category[] categories = Category.values();
    return new ListEntry(
        "%03d".formatted(number),
        FORUM,
        kind,
        type,
        "词 " + number + " 😀",
        number % 4 == 0 ? Optional.empty() : Optional.of(categories[number % categories.length]),
        kind == ListKind.ALLOW
            ? Severity.SAFE
            : List.of(Severity.CONTROVERSIAL, Severity.UNSAFE).get(number / 3 % 2),
        number % 2 == 0,
        readings,
        number % 3 == 0 ? "" : "备注 'note' " + number,
        number % 5 == 0
            ? Optional.empty()
            : Optional.of(Instant.parse("2031-01-01T00:00:00.123456Z")));
  }

  private static ListEntry deny(String id, Scope scope, String text) {
    return new ListEntry(
        id,
        scope,
        ListKind.DENY,
        EntryType.WORD,
        text,
        Optional.empty(),
        Severity.UNSAFE,
        true,
        Set.of(),
        "",
        Optional.empty());
  }

  private static ListEntry expiring(String id, Instant expires) {
    ListEntry entry = deny(id, FORUM, "word");
    return new ListEntry(
        id,
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
}
