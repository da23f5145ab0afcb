package dev.menshen.server.people;

import dev.menshen.server.store.TestDatabase;

class PostgresAccountStoreTest extends AccountStoreContract {
  PostgresAccountStoreTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
