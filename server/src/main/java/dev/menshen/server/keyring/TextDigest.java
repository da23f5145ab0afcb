package dev.menshen.server.keyring;

import static java.util.Objects.requireNonNull;

/**
 * The HMAC-SHA-256 of a text under one of the installation's keys.
 *
 * @param key the key's id, 8 hexadecimal digits
 * @param digest the digest, 64 hexadecimal digits
 */
public record TextDigest(String key, String digest) {
  /** Checks that nothing is missing. */
  public TextDigest {
    requireNonNull(key, "key is null");
    requireNonNull(digest, "digest is null");
  }
}
