package dev.menshen.server.lists;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.list.CompiledList;
import dev.menshen.list.InvalidListEntryException;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListStore;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.api.NotFoundException;
import dev.menshen.text.Normaliser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Changes lists, so that a change holds as soon as it is answered. Within a transaction a change is
 * part of it, and holds when it is committed.
 */
public final class ListEditor {
  /** So many entries are looked up one by one, to learn which scopes they are moved from. */
  private static final int MOST_LOOKED_UP = 100;

  private final ListStore store;
  private final CompiledLists compiled;
  private final Normaliser normaliser;
  private final int most;

  /**
   * An editor.
   *
   * @param most how many entries a scope may have
   */
  ListEditor(ListStore store, CompiledLists compiled, Normaliser normaliser, int most) {
    this.store = requireNonNull(store, "store is null");
    this.compiled = requireNonNull(compiled, "compiled is null");
    this.normaliser = requireNonNull(normaliser, "normaliser is null");
    this.most = most;
  }

  /**
   * Reads an entry from the fields of a request, and checks that it can be matched.
   *
   * @throws InvalidRequestException when it is none
   */
  public ListEntry read(JsonFields fields) {
    PlacedEntry entry = JsonEntries.entry(fields);
    check(entry);
    return entry.entry();
  }

  /**
   * Adds an entry, or replaces the one with its id.
   *
   * @throws InvalidRequestException when it cannot be matched, or there would be too many
   */
  public void put(ListEntry entry) {
    put(List.of(new PlacedEntry("", entry)), () -> {});
  }

  CompiledLists compiled() {
    return compiled;
  }

  /** All entries of exactly this scope, by id. */
  List<ListEntry> entries(Scope scope) {
    return store.entries(scope);
  }

  /**
   * An entry.
   *
   * @throws NotFoundException when there is none with this id
   */
  ListEntry find(String id) {
    return find(id, _ -> true);
  }

  /**
   * An entry of a scope that the caller sees.
   *
   * @throws NotFoundException when there is none with this id
   */
  ListEntry find(String id, Predicate<Scope> sees) {
    return store
        .find(id)
        .filter(entry -> sees.test(entry.scope()))
        .orElseThrow(ListEditor::notFound);
  }

  /**
   * Refuses to replace entries of scopes that the caller does not see.
   *
   * @throws InvalidRequestException when an id is one of theirs
   */
  void requireOwn(List<PlacedEntry> placed, Predicate<Scope> sees) {
    for (PlacedEntry entry : placed) {
      if (store.find(entry.entry().id()).filter(it -> !sees.test(it.scope())).isPresent()) {
        throw entry.invalid("id", "its id cannot be used; give it another, or none");
      }
    }
  }

  /**
   * Adds entries, or replaces those with the same id: all or none.
   *
   * @param record is run when all has been checked, before it is done
   * @throws InvalidRequestException when one cannot be matched, or there would be too many
   */
  void put(List<PlacedEntry> placed, Runnable record) {
    Map<String, ListEntry> entries = LinkedHashMap.newLinkedHashMap(placed.size());
    for (PlacedEntry entry : placed) {
      check(entry);
      if (entries.put(entry.entry().id(), entry.entry()) != null) {
        throw entry.invalid("id", "its id occurs before; give each entry its own, or none");
      }
    }
    Map<Scope, Map<String, ListEntry>> scopes = new HashMap<>();
    for (ListEntry entry : entries.values()) {
      scopes.computeIfAbsent(entry.scope(), _ -> new HashMap<>()).put(entry.id(), entry);
    }
    scopes.forEach(this::checkSize);
    Set<Scope> changed = new HashSet<>(scopes.keySet());
    boolean few = entries.size() <= MOST_LOOKED_UP;
    if (few) {
      entries.keySet().forEach(id -> store.find(id).ifPresent(old -> changed.add(old.scope())));
    }
    record.run();
    store.put(entries.values());
    whenCommitted(
        () -> {
          compiled.changed(changed);
          if (!few) {
            // Some may have come from other scopes: looking at all of these is quicker than at
            // each entry.
            compiled.poll();
          }
        });
  }

  /** What is compiled before would hold even if the transaction were undone. */
  private static void whenCommitted(Runnable work) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  /**
   * Removes an entry.
   *
   * @throws NotFoundException when there is none with this id
   */
  void remove(String id) {
    Scope scope = find(id).scope();
    if (!store.remove(id)) {
      throw notFound();
    }
    compiled.changed(Set.of(scope));
  }

  private void check(PlacedEntry placed) {
    try {
      CompiledList.check(placed.entry(), normaliser);
    } catch (InvalidListEntryException e) {
      throw placed.invalid("text", String.valueOf(e.getMessage()));
    }
  }

  private void checkSize(Scope scope, Map<String, ListEntry> added) {
    Map<String, ListEntry> all = new HashMap<>(added);
    store.entries(scope).forEach(entry -> all.putIfAbsent(entry.id(), entry));
    if (all.size() > most) {
      throw new InvalidRequestException(
          "%s would have %d entries; menshen.lists.entries is %d: remove some, or raise it"
              .formatted(scope, all.size(), most));
    }
    long patterns =
        all.values().stream().filter(entry -> entry.type() == EntryType.PATTERN).count();
    if (patterns > CompiledList.MAX_PATTERNS) {
      throw new InvalidRequestException(
          "%s would have %d patterns, and may have %d: use words and phrases"
              .formatted(scope, patterns, CompiledList.MAX_PATTERNS));
    }
  }

  private static NotFoundException notFound() {
    return new NotFoundException(
        "there is no entry with this id; GET /api/v1/lists/entries lists them");
  }
}
