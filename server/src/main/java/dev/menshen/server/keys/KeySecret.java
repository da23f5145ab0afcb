package dev.menshen.server.keys;

import static java.util.Objects.requireNonNull;

import dev.menshen.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What a program sends to be recognised: {@code menshen_}, 256 random bits as 43 digits to the base
 * 62, and their CRC-32 as 6 more. The prefix and the checksum let a scanner find a key in code and
 * logs and be sure of it, and a typing error be told from a wrong key without asking the database.
 */
public final class KeySecret {
  /** How every key begins. */
  public static final String PREFIX = "menshen_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int BYTES = 32;
  private static final int RANDOM_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final Pattern FORM =
      Pattern.compile("%s[0-9A-Za-z]{%d}".formatted(PREFIX, RANDOM_LENGTH + CHECKSUM_LENGTH));
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String text;

  private KeySecret(String text) {
    this.text = requireNonNull(text, "text is null");
  }

  /** A new one. */
  public static KeySecret random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    String digits = digits(new BigInteger(1, bytes), RANDOM_LENGTH);
    return new KeySecret(PREFIX + digits + checksum(digits));
  }

  /** The secret that a text is; empty when its form or its checksum is not that of one. */
  public static Optional<KeySecret> read(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    int border = text.length() - CHECKSUM_LENGTH;
    String expected = checksum(text.substring(PREFIX.length(), border));
    return text.substring(border).equals(expected)
        ? Optional.of(new KeySecret(text))
        : Optional.empty();
  }

  /** What is sent. It is shown once, to whoever made it, and told nobody else. */
  public String text() {
    return text;
  }

  /** What is kept of it: 64 hexadecimal digits. */
  String digest(Secret secret) {
    return secret.keyed("api-key").hex(text);
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "KeySecret[]";
  }

  private static String checksum(String digits) {
    CRC32 checksum = new CRC32();
    checksum.update(digits.getBytes(StandardCharsets.US_ASCII));
    return digits(BigInteger.valueOf(checksum.getValue()), CHECKSUM_LENGTH);
  }

  private static String digits(BigInteger number, int length) {
    char[] digits = new char[length];
    BigInteger rest = number;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }
}
