package dev.menshen.server.archive;

import dev.menshen.Secret;
import dev.menshen.server.keyring.StoredKeyring;
import dev.menshen.server.keyring.TestKeyring;
import java.nio.charset.StandardCharsets;

/** Keys for tests. */
final class Keys {
  private Keys() {}

  static StoredKeyring keyring() {
    return TestKeyring.of(
        Secret.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8)));
  }

  static ArchiveKeys of(StoredKeyring keyring) {
    return new ArchiveKeys(keyring, keyring);
  }
}
