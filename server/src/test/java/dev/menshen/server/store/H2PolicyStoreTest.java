package dev.menshen.server.store;

import dev.menshen.policy.PolicyStore;
import dev.menshen.policy.PolicyStoreContract;

class H2PolicyStoreTest extends PolicyStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.H2.empty();

  @Override
  protected PolicyStore store() {
    return new JdbcPolicyStore(instances.first());
  }

  @Override
  protected PolicyStore sibling() {
    return new JdbcPolicyStore(instances.second());
  }
}
