package dev.menshen.server.ban;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be asked of bans, under {@code menshen.bans}.
 *
 * @param longest how long a ban by hand lasts at most
 * @param page how many bans one answer lists at most
 */
@ConfigurationProperties("menshen.bans")
public record BanProperties(
    @DefaultValue("36500d") Duration longest, @DefaultValue("1000") int page) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public BanProperties {
    if (!longest.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.bans.longest is %s; set it to more than 0s".formatted(longest));
    }
    if (page < 1) {
      throw new IllegalArgumentException(
          "menshen.bans.page is %d; set it to 1 or more".formatted(page));
    }
  }
}
