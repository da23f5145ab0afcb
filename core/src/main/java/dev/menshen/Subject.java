package dev.menshen;

import static java.util.Objects.requireNonNull;

/**
 * The end user whose text it is, without saying who that is: a keyed digest of the tenant and the
 * caller's id of the user. The same user has the same subject in every application of a tenant, and
 * another in every other tenant.
 *
 * @param digest 64 lower-case hexadecimal digits
 */
public record Subject(String digest) {
  /**
   * Checks the digest.
   *
   * @throws IllegalArgumentException when it is not 64 lower-case hexadecimal digits
   */
  public Subject {
    requireNonNull(digest, "digest is null");
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a subject's digest is 64 lower-case hexadecimal digits");
    }
  }

  /** The subject that a caller's id of a user stands for. */
  public static Subject of(Secret secret, String tenant, String userId) {
    return new Subject(secret.keyed("subject").hex(tenant, userId));
  }
}
