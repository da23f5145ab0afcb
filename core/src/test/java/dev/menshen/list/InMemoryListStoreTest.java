package dev.menshen.list;

class InMemoryListStoreTest extends ListStoreContract {
  private final ListStore store = new InMemoryListStore();

  @Override
  protected ListStore store() {
    return store;
  }

  @Override
  protected ListStore sibling() {
    return store;
  }

  @Override
  protected ListEntry unstorable(ListEntry entry) {
    return null;
  }
}
