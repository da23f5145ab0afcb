package dev.menshen.server.keyring;

import java.time.Instant;
import java.util.List;

/** Where keys are kept, for all instances of an installation. */
interface KeyringStore {
  /** All keys, those of a purpose one after another, the oldest first. */
  List<StoredKey> keys();

  /**
   * Adds a key.
   *
   * @return whether it was added; not when the purpose has a key of its number
   */
  boolean add(StoredKey key);

  /** Forgets the material of a key. */
  void destroy(Purpose purpose, int number, Instant now);
}
