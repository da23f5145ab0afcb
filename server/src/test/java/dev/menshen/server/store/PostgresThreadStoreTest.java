package dev.menshen.server.store;

import dev.menshen.policy.ThreadStore;
import dev.menshen.policy.ThreadStoreContract;

class PostgresThreadStoreTest extends ThreadStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.POSTGRESQL.empty();

  @Override
  protected ThreadStore store() {
    return new JdbcThreadStore(instances.first());
  }

  @Override
  protected ThreadStore sibling() {
    return new JdbcThreadStore(instances.second());
  }
}
