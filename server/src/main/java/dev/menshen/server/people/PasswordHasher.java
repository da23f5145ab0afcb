package dev.menshen.server.people;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Encodes and checks passwords with Argon2id (RFC 9106). Each takes its share of memory and some
 * tens of milliseconds of a processor, so only so many are at work at once, others wait for a
 * while, and the rest is refused: a storm of logins takes neither memory nor processors from the
 * moderation of texts.
 */
final class PasswordHasher {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int PARALLELISM = 1;

  /** In code units, before normalisation, which makes a few of one. */
  private static final int LONGEST_TYPED = 8 * PasswordRules.LONGEST;

  private final Argon2PasswordEncoder encoder;
  private final Semaphore permits;
  private final Duration patience;
  private final String nobodys;

  PasswordHasher(LoginProperties.Hashing properties) {
    int kilobytes = Math.toIntExact(properties.memory().toKilobytes());
    this.encoder =
        new Argon2PasswordEncoder(
            SALT_BYTES, HASH_BYTES, PARALLELISM, kilobytes, properties.iterations());
    this.permits =
        new Semaphore(
            properties.concurrency() == 0
                ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2)
                : properties.concurrency());
    this.patience = properties.patience();
    this.nobodys =
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                kilobytes,
                properties.iterations(),
                PARALLELISM,
                random(SALT_BYTES),
                random(HASH_BYTES));
  }

  /**
   * Encodes a password.
   *
   * @throws BusyException when too many are at work
   */
  String encode(String password) {
    return withPermit(() -> encoder.encode(normalised(password)));
  }

  /**
   * Whether a password is the encoded one. Without one it is not, which takes as much work.
   *
   * @throws BusyException when too many are at work
   */
  boolean matches(String password, Optional<String> encoded) {
    // Nobody has one so long; its length should not cost work.
    String typed = password.length() > LONGEST_TYPED ? "" : normalised(password);
    return withPermit(() -> encoder.matches(typed, encoded.orElse(nobodys)));
  }

  /** Whether a password should be encoded again, as it was with other settings. */
  boolean isOutdated(String encoded) {
    return encoder.upgradeEncoding(encoded);
  }

  /** In the form NFKC, so that a password does not depend on the keyboard (SP 800-63B). */
  static String normalised(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  private <T> T withPermit(Supplier<T> work) {
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new BusyException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BusyException();
    }
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  private static String random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Too many passwords are being checked; a moment later there may be room. */
  static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BusyException() {
      super("too many passwords are being checked; try again in a moment");
    }
  }
}
