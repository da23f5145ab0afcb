package dev.menshen.server.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How findings are kept, under {@code menshen.cache}.
 *
 * @param enabled whether any are
 * @param ttl how long a finding is kept, in this process and in Redis
 * @param entries how many are kept in this process at most
 * @param size how much memory they take in this process at most, as far as can be told
 * @param sharing how the instances that share a Redis share their work
 */
@ConfigurationProperties("menshen.cache")
public record CacheProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("24h") Duration ttl,
    @DefaultValue("100000") int entries,
    @DefaultValue("64MB") DataSize size,
    @DefaultValue Sharing sharing) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public CacheProperties {
    requirePositive("menshen.cache.ttl", ttl);
    if (entries < 1) {
      throw new IllegalArgumentException(
          "menshen.cache.entries is %d; set it to 1 or more, or menshen.cache.enabled to false"
              .formatted(entries));
    }
    if (size.toBytes() < LocalFindings.SMALLEST_BYTES) {
      throw new IllegalArgumentException(
          "menshen.cache.size is %s; set it to %d bytes or more, or menshen.cache.enabled to false"
              .formatted(size, LocalFindings.SMALLEST_BYTES));
    }
  }

  /**
   * How instances share their work, under {@code menshen.cache.sharing}.
   *
   * @param lock how long others leave a text to the instance that began to judge it, should that
   *     die on the way
   * @param patience how long a request waits for another instance's finding before it makes its own
   * @param poll how long it waits each time before it looks again
   */
  public record Sharing(
      @DefaultValue("10s") Duration lock,
      @DefaultValue("2s") Duration patience,
      @DefaultValue("20ms") Duration poll) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range; the message names its key
     */
    public Sharing {
      requirePositive("menshen.cache.sharing.lock", lock);
      requirePositive("menshen.cache.sharing.poll", poll);
      if (patience.isNegative()) {
        throw new IllegalArgumentException(
            "menshen.cache.sharing.patience is %s; set it to 0s (never wait) or more"
                .formatted(patience));
      }
    }
  }

  private static void requirePositive(String key, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("%s is %s; set it to 1ms or more".formatted(key, value));
    }
  }
}
