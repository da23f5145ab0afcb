package dev.menshen.server.keyring;

import dev.menshen.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The real keyring without a database, for tests of other packages. */
public final class TestKeyring {
  private TestKeyring() {}

  /** New keys. */
  public static StoredKeyring of(Secret secret) {
    return new StoredKeyring(new InMemoryStore(), secret, InstantSource.system());
  }

  private static final class InMemoryStore implements KeyringStore {
    private final List<StoredKey> keys = new ArrayList<>();

    @Override
    public synchronized List<StoredKey> keys() {
      return keys.stream()
          .sorted(Comparator.comparing(StoredKey::purpose).thenComparing(StoredKey::number))
          .toList();
    }

    @Override
    public synchronized boolean add(StoredKey key) {
      return keys.stream()
              .noneMatch(it -> it.purpose() == key.purpose() && it.number() == key.number())
          && keys.add(key);
    }

    @Override
    public synchronized void destroy(Purpose purpose, int number, Instant now) {
      keys.replaceAll(
          it ->
              it.purpose() == purpose && it.number() == number
                  ? new StoredKey(
                      purpose, number, it.id(), it.made(), Optional.empty(), Optional.of(now))
                  : it);
    }
  }
}
