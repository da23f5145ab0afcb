package dev.menshen;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;

/** HMAC-SHA-256 under the key of one purpose of a {@link Secret}. Safe for use by many threads. */
public final class Keyed {
  private final Mac mac;

  Keyed(Mac mac) {
    this.mac = mac;
  }

  /** The digest of the bytes, 32 bytes long. */
  public byte[] digest(byte[] bytes) {
    return Secret.copy(mac).doFinal(bytes);
  }

  /**
   * The digest of several strings, 32 bytes long. Each goes in with its length before it, so that
   * moving a border between two strings changes the digest.
   */
  public byte[] digest(String... parts) {
    Mac copy = Secret.copy(mac);
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      for (int shift = 24; shift >= 0; shift -= 8) {
        copy.update((byte) (bytes.length >>> shift));
      }
      copy.update(bytes);
    }
    return copy.doFinal();
  }

  /** The digest of several strings as 64 lower-case hexadecimal digits. */
  public String hex(String... parts) {
    return HexFormat.of().formatHex(digest(parts));
  }

  /** Whether a digest, or the beginning of one, is that of the bytes, in constant time. */
  public boolean matches(byte[] digest, byte[] bytes) {
    byte[] expected = digest(bytes);
    if (digest.length < expected.length) {
      expected = Arrays.copyOf(expected, digest.length);
    }
    return digest.length > 0 && MessageDigest.isEqual(digest, expected);
  }
}
