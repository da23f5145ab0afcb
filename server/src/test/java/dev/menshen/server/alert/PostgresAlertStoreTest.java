package dev.menshen.server.alert;

import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;

class PostgresAlertStoreTest extends AlertStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.POSTGRESQL.empty();

  @Override
  Database database() {
    return instances.first();
  }

  @Override
  Database sibling() {
    return instances.second();
  }
}
