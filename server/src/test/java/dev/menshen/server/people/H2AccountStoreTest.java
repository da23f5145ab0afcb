package dev.menshen.server.people;

import dev.menshen.server.store.TestDatabase;

class H2AccountStoreTest extends AccountStoreContract {
  H2AccountStoreTest() {
    super(TestDatabase.H2);
  }
}
