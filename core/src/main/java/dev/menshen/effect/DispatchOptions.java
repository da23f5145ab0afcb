package dev.menshen.effect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How effects are delivered.
 *
 * @param queue how many effects may wait or be under way for each sink; a review counts once more
 *     for every 4,096 characters of its text, so that this bounds the memory too
 * @param patience how long whoever hands an effect over waits for room
 * @param concurrency how many effects each sink delivers at once
 * @param attempts how often a delivery is tried in all
 * @param firstDelay how long to wait before the second attempt; twice as long before each later one
 * @param longestDelay how long to wait at most
 * @param undelivered how many effects that could not be delivered are kept, counted as in the queue
 * @param closing how long closing waits for what is under way
 */
public record DispatchOptions(
    int queue,
    Duration patience,
    int concurrency,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    int undelivered,
    Duration closing) {
  /** Tries eight times within about two minutes, and keeps ten thousand of what fails. */
  public static final DispatchOptions DEFAULT =
      new DispatchOptions(
          10_000,
          Duration.ofMillis(10),
          4,
          8,
          Duration.ofMillis(500),
          Duration.ofMinutes(1),
          10_000,
          Duration.ofSeconds(10));

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public DispatchOptions {
    check("queue", queue);
    check("concurrency", concurrency);
    check("attempts", attempts);
    check("undelivered", undelivered);
    check("patience", patience);
    check("firstDelay", firstDelay);
    check("longestDelay", longestDelay);
    check("closing", closing);
  }

  /**
   * How long to wait after a failed attempt: twice as long after each, and of that a random part of
   * at least a half, so that what failed together is not tried again together.
   *
   * @param attempt the number of the failed attempt, from 1
   * @param random from 0 to 1
   */
  Duration delay(int attempt, double random) {
    double doubled = firstDelay.toNanos() * Math.pow(2, attempt - 1.0);
    double nanos = Math.min(doubled, (double) longestDelay.toNanos());
    return Duration.ofNanos((long) (nanos * (0.5 + random / 2)));
  }

  private static void check(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d; set it to 1 or more".formatted(name, value));
    }
  }

  private static void check(String name, Duration value) {
    requireNonNull(value, name + " is null");
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s is %s; set it to 0s or more".formatted(name, value));
    }
  }
}
