package dev.menshen.cache;

import static java.util.Objects.requireNonNull;

/**
 * What a finding is kept under: a keyed digest of everything that it depends on, the tenant with
 * it, so that no tenant sees another's.
 *
 * @param digest 64 lower-case hexadecimal digits
 */
public record CacheKey(String digest) {
  /** Checks that there is one. */
  public CacheKey {
    requireNonNull(digest, "digest is null");
  }
}
