package dev.menshen.server.audit;

import dev.menshen.server.store.TestDatabase;

class H2HeadStoreTest extends HeadStoreContract {
  H2HeadStoreTest() {
    super(TestDatabase.H2);
  }
}
