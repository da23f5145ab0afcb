package dev.menshen.server.store;

import dev.menshen.list.ListEntry;
import dev.menshen.list.ListStore;
import dev.menshen.list.ListStoreContract;

class PostgresListStoreTest extends ListStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.POSTGRESQL.empty();

  @Override
  protected ListStore store() {
    return new JdbcListStore(instances.first());
  }

  @Override
  protected ListStore sibling() {
    return new JdbcListStore(instances.second());
  }

  @Override
  protected ListEntry unstorable(ListEntry entry) {
    return new ListEntry(
        "x".repeat(201),
        entry.scope(),
        entry.kind(),
        entry.type(),
        entry.text(),
        entry.category(),
        entry.severity(),
        entry.decides(),
        entry.readings(),
        entry.note(),
        entry.expires());
  }
}
