package dev.menshen.server.keyring;

import dev.menshen.server.store.TestDatabase;

class PostgresStoredKeyringTest extends StoredKeyringContract {
  PostgresStoredKeyringTest() {
    super(TestDatabase.POSTGRESQL.empty());
  }
}
