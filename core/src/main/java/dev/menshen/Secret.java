package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The installation's secret. Digests of texts and user ids are keyed with it: a plain digest of a
 * short text can be guessed. Instances that share a cache or bans share the secret.
 *
 * <p>Every purpose has a key of its own, derived from the secret with HMAC-SHA-256, so that digests
 * made for one are worth nothing for another.
 */
public final class Secret {
  /** So long a secret is at least, in bytes: as long as the digests keyed with it. */
  public static final int MINIMUM_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac root;
  private final Map<String, Keyed> keys = new ConcurrentHashMap<>();

  private Secret(byte[] bytes) {
    this.root = mac(bytes);
  }

  /**
   * A secret of these bytes.
   *
   * @throws IllegalArgumentException when there are fewer than {@link #MINIMUM_BYTES}
   */
  public static Secret of(byte[] bytes) {
    requireNonNull(bytes, "bytes is null");
    if (bytes.length < MINIMUM_BYTES) {
      throw new IllegalArgumentException(
          "the secret has %d bytes; it needs at least %d random ones"
              .formatted(bytes.length, MINIMUM_BYTES));
    }
    return new Secret(bytes);
  }

  /** A new secret, which nobody knows and which is gone with this process. */
  public static Secret random() {
    byte[] bytes = new byte[MINIMUM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(bytes);
  }

  /** The digest function of a purpose, such as {@code subject} or {@code cache}. */
  public Keyed keyed(String purpose) {
    return keys.computeIfAbsent(
        purpose, name -> new Keyed(mac(copy(root).doFinal(name.getBytes(StandardCharsets.UTF_8)))));
  }

  /** Says nothing. */
  @Override
  public String toString() {
    return "Secret[]";
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  /** A function of its own for one digest: they are not safe for use by many threads. */
  static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(ALGORITHM + " of this JDK cannot be copied", e);
    }
  }
}
