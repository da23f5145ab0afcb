package dev.menshen.server.alert;

import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;

class H2AlertStoreTest extends AlertStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.H2.empty();

  @Override
  Database database() {
    return instances.first();
  }

  @Override
  Database sibling() {
    return instances.second();
  }
}
