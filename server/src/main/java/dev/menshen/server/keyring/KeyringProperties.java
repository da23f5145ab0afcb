package dev.menshen.server.keyring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How keys change, under {@code menshen.keyring}.
 *
 * @param rotation how old the newest key of a purpose gets before a new one takes its place; 0 for
 *     keys that change by hand alone
 * @param refresh how often is looked whether a key is due, and whether another instance made one
 */
@ConfigurationProperties("menshen.keyring")
public record KeyringProperties(
    @DefaultValue("90d") Duration rotation, @DefaultValue("1m") Duration refresh) {
  /** So soon every instance is to know of a new key. */
  private static final Duration LONGEST_REFRESH = Duration.ofMinutes(5);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public KeyringProperties {
    if (rotation.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.keyring.rotation is %s; set it to 0s or more".formatted(rotation));
    }
    if (!refresh.isPositive() || refresh.compareTo(LONGEST_REFRESH) > 0) {
      throw new IllegalArgumentException(
          "menshen.keyring.refresh is %s; set it to more than 0s and 5m at most"
              .formatted(refresh));
    }
  }
}
