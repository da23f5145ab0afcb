package dev.menshen.server.keyring;

import dev.menshen.server.store.TestDatabase;

class H2StoredKeyringTest extends StoredKeyringContract {
  H2StoredKeyringTest() {
    super(TestDatabase.H2.empty());
  }
}
