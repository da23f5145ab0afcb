package dev.menshen.policy;

class InMemoryPolicyStoreTest extends PolicyStoreContract {
  private final PolicyStore store = new InMemoryPolicyStore();

  @Override
  protected PolicyStore store() {
    return store;
  }

  @Override
  protected PolicyStore sibling() {
    return store;
  }
}
