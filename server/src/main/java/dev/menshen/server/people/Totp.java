package dev.menshen.server.people;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that a secret and the time make (TOTP, RFC 6238), as all authenticator apps know them: six
 * digits, HMAC-SHA-1, a new one every 30 seconds.
 */
final class Totp {
  private static final String ALGORITHM = "HmacSHA1";
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int DIGITS = 6;
  private static final int MODULUS = 1_000_000;

  /** As long as the digest (RFC 4226, section 4). */
  private static final int SECRET_BYTES = 20;

  /** How many steps a clock may be off (RFC 6238, section 5.2). */
  private static final int TOLERANCE = 1;

  private Totp() {}

  /** A new secret. */
  static byte[] newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /** The step of a time. */
  static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
  }

  /** The code of a step. */
  static String code(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = digest[digest.length - 1] & 0xf;
      int number = ByteBuffer.wrap(digest).getInt(offset) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  /** The step whose code was typed, of those around now; empty when it is none. */
  static OptionalLong match(byte[] secret, String typed, Instant now) {
    byte[] code = digits(typed).getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    long current = step(now);
    for (long step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
      if (MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), code)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  /** What an authenticator app reads from the QR code. */
  static String uri(byte[] secret, String account) {
    return "otpauth://totp/Menshen:%s?secret=%s&issuer=Menshen&algorithm=SHA1&digits=%d&period=%d"
        .formatted(
            URLEncoder.encode(account, StandardCharsets.UTF_8).replace("+", "%20"),
            Base32.encode(secret),
            DIGITS,
            STEP.toSeconds());
  }

  /** A code as it is compared: apps show it in two groups, keyboards may be full-width. */
  private static String digits(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", "");
  }
}
