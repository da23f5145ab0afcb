package dev.menshen.list;

import dev.menshen.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * List entries of this process alone, gone when it ends. What it takes is what people have entered.
 */
public final class InMemoryListStore implements ListStore {
  private final SortedMap<String, ListEntry> entries = new TreeMap<>();
  private long revision;

  @Override
  public void put(Collection<ListEntry> entries) {
    // The copy is made first, as it fails on what is missing.
    List<ListEntry> all = List.copyOf(entries);
    synchronized (this) {
      all.forEach(entry -> this.entries.put(entry.id(), entry));
      revision++;
    }
  }

  @Override
  public synchronized boolean remove(String id) {
    boolean removed = entries.remove(id) != null;
    if (removed) {
      revision++;
    }
    return removed;
  }

  @Override
  public synchronized Optional<ListEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  @Override
  public synchronized List<ListEntry> entries(Scope scope) {
    return entries.values().stream().filter(entry -> entry.scope().equals(scope)).toList();
  }

  @Override
  public synchronized long revision() {
    return revision;
  }
}
