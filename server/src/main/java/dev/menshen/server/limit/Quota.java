package dev.menshen.server.limit;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one key or one end user may do; 0 means that it is not limited.
 *
 * @param requestsPerMinute how many texts or conversations a minute; a batch counts each of its
 *     texts
 * @param charactersPerMinute how many characters (Unicode code points) a minute, of all messages
 * @param concurrent how many HTTP requests at once, in each instance by itself
 */
public record Quota(
    @DefaultValue("0") long requestsPerMinute,
    @DefaultValue("0") long charactersPerMinute,
    @DefaultValue("0") int concurrent) {
  /** What is not limited at all. */
  static final Quota NONE = new Quota(0, 0, 0);

  /** The library counts in nanoseconds for each token, and can for so many. */
  private static final long LARGEST = 1_000_000_000;

  /** Whether anything is limited. */
  boolean limits() {
    return !equals(NONE);
  }

  /**
   * Checks the numbers.
   *
   * @param prefix of their keys
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  void check(String prefix) {
    check(prefix + ".requests-per-minute", requestsPerMinute);
    check(prefix + ".characters-per-minute", charactersPerMinute);
    check(prefix + ".concurrent", concurrent);
  }

  private static void check(String key, long value) {
    if (value < 0 || value > LARGEST) {
      throw new IllegalArgumentException(
          "%s is %d; set it between 1 and %d, or to 0 for no limit".formatted(key, value, LARGEST));
    }
  }
}
