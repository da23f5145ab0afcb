package dev.menshen.server.keys;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.server.access.Permission;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a key is to be.
 *
 * @param name what people call it, one line of 1 to 100 characters
 * @param scope the tenant, and the application, that it acts for; global for all tenants
 * @param permissions what it may do
 * @param expires when it ends by itself; empty for never
 */
public record KeyDraft(
    String name, Scope scope, Set<Permission> permissions, Optional<Instant> expires) {
  /** So long a name is at most, in characters. */
  public static final int LONGEST_NAME = 100;

  /**
   * Checks the name and the permissions.
   *
   * @throws IllegalArgumentException when the name is none, or there are no permissions
   */
  public KeyDraft {
    requireNonNull(scope, "scope is null");
    requireNonNull(expires, "expires is null");
    permissions = Set.copyOf(permissions);
    name = name.strip();
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a key's name is one line of 1 to %d characters".formatted(LONGEST_NAME));
    }
    if (permissions.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one scope");
    }
  }

  /** Whether a text can be a key's name. */
  public static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(KeyDraft::isUnstorable);
  }

  private static boolean isUnstorable(int codePoint) {
    return Character.isISOControl(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
