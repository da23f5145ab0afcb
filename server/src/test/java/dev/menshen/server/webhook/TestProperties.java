package dev.menshen.server.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** Settings for tests: loopback by HTTP, and no patience. */
final class TestProperties {
  private static final Duration SHORT = Duration.ofMillis(20);

  private TestProperties() {}

  /** With what may be sent to, and for how long. */
  static WebhookProperties with(List<String> allow, Duration timeout) {
    return with(allow, timeout, Duration.ofDays(1));
  }

  /** With how long something is tried besides. */
  static WebhookProperties with(List<String> allow, Duration timeout, Duration giveUp) {
    return new WebhookProperties(
        allow,
        true,
        null,
        10,
        timeout,
        timeout,
        DataSize.ofKilobytes(1),
        2,
        8,
        Duration.ofMillis(200),
        SHORT,
        Duration.ofHours(1),
        SHORT,
        giveUp,
        Duration.ofDays(2),
        Duration.ofDays(1),
        Duration.ofDays(7),
        Duration.ofDays(30));
  }
}
