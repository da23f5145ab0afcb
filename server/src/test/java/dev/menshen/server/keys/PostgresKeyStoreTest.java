package dev.menshen.server.keys;

import dev.menshen.server.store.TestDatabase;

class PostgresKeyStoreTest extends KeyStoreContract {
  PostgresKeyStoreTest() {
    super(TestDatabase.POSTGRESQL.empty());
  }
}
