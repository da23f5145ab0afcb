package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A place in a chain.
 *
 * @param sequence the number of the line; 0 before the first
 * @param hash the line's hash, 64 lower-case hexadecimal digits; zeros before the first line
 */
public record ChainPoint(long sequence, String hash) {
  /** First, since the point below is checked with it. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Before the first line. */
  public static final ChainPoint START = new ChainPoint(0, "0".repeat(64));

  /**
   * Checks the hash.
   *
   * @throws IllegalArgumentException when it is not 64 lower-case hexadecimal digits
   */
  public ChainPoint {
    requireNonNull(hash, "hash is null");
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a hash is 64 lower-case hexadecimal digits");
    }
  }
}
