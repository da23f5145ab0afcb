package dev.menshen.server.store;

import dev.menshen.policy.ThreadStore;
import dev.menshen.policy.ThreadStoreContract;

class H2ThreadStoreTest extends ThreadStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.H2.empty();

  @Override
  protected ThreadStore store() {
    return new JdbcThreadStore(instances.first());
  }

  @Override
  protected ThreadStore sibling() {
    return new JdbcThreadStore(instances.second());
  }
}
