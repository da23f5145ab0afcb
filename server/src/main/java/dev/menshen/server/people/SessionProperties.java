package dev.menshen.server.people;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people stay logged in, under {@code menshen.access.session}.
 *
 * @param idle after so long without a request a session ends
 * @param absolute after so long a session ends, whatever is done in it
 * @param login how long somebody has between the steps of a login
 */
@ConfigurationProperties("menshen.access.session")
public record SessionProperties(
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration absolute,
    @DefaultValue("10m") Duration login) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public SessionProperties {
    atLeastAMinute("idle", idle);
    atLeastAMinute("absolute", absolute);
    atLeastAMinute("login", login);
  }

  private static void atLeastAMinute(String key, Duration value) {
    if (value.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "menshen.access.session.%s is %s; set it to 1m or more".formatted(key, value));
    }
  }
}
