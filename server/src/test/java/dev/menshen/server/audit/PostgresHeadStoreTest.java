package dev.menshen.server.audit;

import dev.menshen.server.store.TestDatabase;

class PostgresHeadStoreTest extends HeadStoreContract {
  PostgresHeadStoreTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
