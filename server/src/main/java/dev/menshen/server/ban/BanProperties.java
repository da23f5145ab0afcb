package dev.menshen.server.ban;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be asked of bans, under {@code menshen.bans}.
 *
 * @param longest how long a ban by hand lasts at most
 * @param page how many bans one answer lists at most
 * @param late how many strikes wait at most while the store of bans is away
 * @param retry how often is tried to count them
 */
@ConfigurationProperties("menshen.bans")
public record BanProperties(
    @DefaultValue("36500d") Duration longest,
    @DefaultValue("1000") int page,
    @DefaultValue("10000") int late,
    @DefaultValue("2s") Duration retry) {
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
    if (late < 1) {
      throw new IllegalArgumentException(
          "menshen.bans.late is %d; set it to 1 or more".formatted(late));
    }
    if (!retry.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.bans.retry is %s; set it to more than 0s".formatted(retry));
    }
  }
}
