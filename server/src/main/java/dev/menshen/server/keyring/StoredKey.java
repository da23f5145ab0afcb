package dev.menshen.server.keyring;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A key as it is in the database.
 *
 * @param purpose what it is for
 * @param number which of the purpose's keys it is, from 1
 * @param id the id in what was made with it, 8 hexadecimal digits
 * @param made since when it is there
 * @param material the key itself, encrypted; empty when it was destroyed
 * @param destroyed when it was destroyed
 */
public record StoredKey(
    Purpose purpose,
    int number,
    String id,
    Instant made,
    Optional<String> material,
    Optional<Instant> destroyed) {
  /** Checks that nothing is missing. */
  public StoredKey {
    requireNonNull(purpose, "purpose is null");
    requireNonNull(id, "id is null");
    requireNonNull(made, "made is null");
    requireNonNull(material, "material is null");
    requireNonNull(destroyed, "destroyed is null");
  }

  /** How Tink's id of a key is written. */
  static String id(int id) {
    return "%08x".formatted(id);
  }

  /** Says nothing of the material. */
  @Override
  public String toString() {
    return "StoredKey[%s %s]".formatted(purpose.label(), id);
  }
}
