package dev.menshen.server.telemetry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the server calls itself ready, under {@code menshen.readiness}.
 *
 * @param failures how many moderations in a row the guard may fail, or be too slow for, before the
 *     server is not ready any more
 * @param interval how long a server that is not ready waits before it tests the guard again
 */
@ConfigurationProperties("menshen.readiness")
public record ReadinessProperties(
    @DefaultValue("5") int failures, @DefaultValue("10s") Duration interval) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public ReadinessProperties {
    if (failures < 1) {
      throw new IllegalArgumentException(
          "menshen.readiness.failures is %d; set it to 1 or more".formatted(failures));
    }
    if (!interval.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.readiness.interval is %s; set it to more than 0s".formatted(interval));
    }
  }
}
