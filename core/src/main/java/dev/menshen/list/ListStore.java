package dev.menshen.list;

import dev.menshen.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where list entries are kept, for all instances of an installation. Safe for many threads. */
public interface ListStore {
  /** Adds entries, replacing those with the same id, all or none. */
  void put(Collection<ListEntry> entries);

  /** Removes an entry; false when there was none with this id. */
  boolean remove(String id);

  /** The entry with this id. */
  Optional<ListEntry> find(String id);

  /** All entries of exactly this scope, expired ones too, by id. */
  List<ListEntry> entries(Scope scope);

  /** A number that is another one after every change, by whichever instance. */
  long revision();
}
