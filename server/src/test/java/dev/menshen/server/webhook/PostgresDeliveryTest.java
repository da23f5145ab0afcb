package dev.menshen.server.webhook;

import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;

class PostgresDeliveryTest extends DeliveryContract {
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
