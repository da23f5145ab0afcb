package dev.menshen.server.webhook;

import java.time.Duration;

/**
 * How long to wait after failures: twice as long after each, and of that a random part of at least
 * a half, so that what failed together is not tried again together.
 *
 * @param first how long after the first failure, at most
 * @param longest how long at most
 */
record Backoff(Duration first, Duration longest) {
  /**
   * How long to wait.
   *
   * @param failures how many there were, from 1
   * @param random from 0 to 1
   */
  Duration delay(int failures, double random) {
    double doubled = first.toMillis() * Math.pow(2, failures - 1.0);
    double millis = Math.min(doubled, (double) longest.toMillis());
    return Duration.ofMillis((long) (millis * (0.5 + random / 2)));
  }
}
