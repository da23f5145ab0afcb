package dev.menshen.server.keys;

import dev.menshen.server.store.TestDatabase;

class H2KeyStoreTest extends KeyStoreContract {
  H2KeyStoreTest() {
    super(TestDatabase.H2.empty());
  }
}
