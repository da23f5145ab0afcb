package dev.menshen.server.store;

import dev.menshen.policy.PolicyStore;
import dev.menshen.policy.PolicyStoreContract;

class PostgresPolicyStoreTest extends PolicyStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.POSTGRESQL.empty();

  @Override
  protected PolicyStore store() {
    return new JdbcPolicyStore(instances.first());
  }

  @Override
  protected PolicyStore sibling() {
    return new JdbcPolicyStore(instances.second());
  }
}
