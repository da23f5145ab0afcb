package dev.menshen.server.effect;

import dev.menshen.effect.DispatchOptions;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How effects are delivered, under {@code menshen.effects}.
 *
 * @param queue how many effects may wait or be under way for each sink; a review counts once more
 *     for every 4,096 characters of its text
 * @param patience how long a request waits for room in the queue
 * @param concurrency how many effects each sink delivers at once
 * @param attempts how often a delivery is tried in all
 * @param firstDelay how long to wait before the second attempt; twice as long before each later one
 * @param longestDelay how long to wait at most
 * @param undelivered how many effects that could not be delivered are kept, counted as in the queue
 * @param closing how long a server that stops waits for what is under way
 */
@ConfigurationProperties("menshen.effects")
public record EffectProperties(
    @DefaultValue("10000") int queue,
    @DefaultValue("10ms") Duration patience,
    @DefaultValue("4") int concurrency,
    @DefaultValue("8") int attempts,
    @DefaultValue("500ms") Duration firstDelay,
    @DefaultValue("1m") Duration longestDelay,
    @DefaultValue("10000") int undelivered,
    @DefaultValue("10s") Duration closing) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public EffectProperties {
    check("queue", queue);
    check("patience", patience);
    check("concurrency", concurrency);
    check("attempts", attempts);
    check("first-delay", firstDelay);
    check("longest-delay", longestDelay);
    check("undelivered", undelivered);
    check("closing", closing);
  }

  DispatchOptions options() {
    return new DispatchOptions(
        queue, patience, concurrency, attempts, firstDelay, longestDelay, undelivered, closing);
  }

  private static void check(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "menshen.effects.%s is %d; set it to 1 or more".formatted(key, value));
    }
  }

  private static void check(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.effects.%s is %s; set it to 0s or more".formatted(key, value));
    }
  }
}
