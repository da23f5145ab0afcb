package dev.menshen.server.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of the Standard Webhooks specification, version 1: HMAC-SHA-256 of id, time and body,
 * joined by dots, in Base64 behind {@code v1,}. A secret is {@code whsec_} and its key in Base64.
 */
final class Signatures {
  private static final String PREFIX = "whsec_";
  private static final int NEW_KEY = 32;
  private static final int SHORTEST_KEY = 24;
  private static final int LONGEST_KEY = 64;

  private Signatures() {}

  /** A new secret: 256 random bits. */
  static String newSecret() {
    byte[] key = new byte[NEW_KEY];
    new SecureRandom().nextBytes(key);
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /**
   * The header {@code webhook-signature}: a signature for each secret.
   *
   * @param secrets the secrets that are valid
   */
  static String header(List<String> secrets, String id, Instant time, String body) {
    return secrets.stream()
        .map(secret -> sign(secret, id, time, body))
        .collect(Collectors.joining(" "));
  }

  private static String sign(String secret, String id, Instant time, String body) {
    byte[] key = key(secret).orElseThrow();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = "%s.%d.%s".formatted(id, time.getEpochSecond(), body);
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }

  /** The key in a secret; empty when it is none, or shorter or longer than the format allows. */
  static Optional<byte[]> key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      return key.length < SHORTEST_KEY || key.length > LONGEST_KEY
          ? Optional.empty()
          : Optional.of(key);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
