package dev.menshen.server.keys;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * API keys, under {@code menshen.keys}.
 *
 * @param refresh how long what the database says of a key holds: so long, and as long again, a key
 *     that was revoked on another instance may still be used
 * @param outage how long a key that was seen goes on being taken while the database is away
 * @param known how many keys an instance remembers
 * @param use how often is written when keys were last used
 * @param grace how long the secret before is valid beside a new one when nobody says how long
 * @param longestGrace how long it is valid at most
 * @param page how many keys one answer lists at most
 */
@ConfigurationProperties("menshen.keys")
public record KeyProperties(
    @DefaultValue("2s") Duration refresh,
    @DefaultValue("5m") Duration outage,
    @DefaultValue("10000") int known,
    @DefaultValue("1m") Duration use,
    @DefaultValue("24h") Duration grace,
    @DefaultValue("30d") Duration longestGrace,
    @DefaultValue("1000") int page) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public KeyProperties {
    positive("refresh", refresh);
    positive("use", use);
    atLeast("outage", outage, "refresh", refresh);
    if (grace.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.keys.grace is %s; set it to 0s or more".formatted(grace));
    }
    atLeast("longest-grace", longestGrace, "grace", grace);
    atLeastOne("known", known);
    atLeastOne("page", page);
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.keys.%s is %s; set it to more than 0s".formatted(name, value));
    }
  }

  private static void atLeast(String name, Duration value, String other, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "menshen.keys.%s is %s and menshen.keys.%s is %s; set it to as much at least"
              .formatted(name, value, other, least));
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "menshen.keys.%s is %d; set it to 1 or more".formatted(name, value));
    }
  }
}
