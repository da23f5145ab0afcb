package dev.menshen.server.models;

import dev.menshen.server.input.EnvironmentSettings;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How a pull uses the network, under {@code menshen.pull} (in the environment {@code
 * MENSHEN_PULL_CONNECTIONS} and so on).
 *
 * @param connections how many requests run at once
 * @param part what one request fetches at most; what is under way when a file's content changes is
 *     lost
 * @param connect how long a connection may take to be made
 * @param stall how long a connection may stay silent before it is given up and made anew
 * @param attempts how often in a row a request may fail without a byte of progress
 * @param backoff the wait before the second attempt; it doubles from one to the next
 * @param longestBackoff what it grows to
 * @param longestRetryAfter the longest wait that a hub may ask for with {@code Retry-After}; when
 *     it asks for a longer one, the pull ends
 * @param redirects how many redirects one request follows
 * @param list how long the hub's answer with the list of files may be
 */
public record PullSettings(
    @DefaultValue("8") int connections,
    @DefaultValue("32MB") DataSize part,
    @DefaultValue("20s") Duration connect,
    @DefaultValue("30s") Duration stall,
    @DefaultValue("8") int attempts,
    @DefaultValue("1s") Duration backoff,
    @DefaultValue("30s") Duration longestBackoff,
    @DefaultValue("5m") Duration longestRetryAfter,
    @DefaultValue("5") int redirects,
    @DefaultValue("16MB") DataSize list) {
  private static final String PREFIX = "menshen.pull";

  private static final int MOST_CONNECTIONS = 64;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public PullSettings {
    within("connections", connections, MOST_CONNECTIONS);
    within("attempts", attempts, Integer.MAX_VALUE);
    within("redirects", redirects, Integer.MAX_VALUE);
    positive("part", part.toBytes() > 0, part);
    positive("list", list.toBytes() > 0 && list.toBytes() <= Integer.MAX_VALUE, list);
    positive("connect", connect.isPositive(), connect);
    positive("stall", stall.isPositive(), stall);
    positive("backoff", backoff.isPositive(), backoff);
    positive("longest-backoff", longestBackoff.isPositive(), longestBackoff);
    positive("longest-retry-after", longestRetryAfter.isPositive(), longestRetryAfter);
  }

  /**
   * The settings in an environment.
   *
   * @throws IllegalArgumentException when one is not of its type or out of its range; the message
   *     names its key
   */
  public static PullSettings of(Map<String, String> environment) {
    return EnvironmentSettings.bind(PREFIX, PullSettings.class, environment);
  }

  /** The same with another number of connections. */
  public PullSettings withConnections(int number) {
    return new PullSettings(
        number,
        part,
        connect,
        stall,
        attempts,
        backoff,
        longestBackoff,
        longestRetryAfter,
        redirects,
        list);
  }

  private static void within(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s.%s is %d; set it %s"
              .formatted(
                  PREFIX,
                  key,
                  value,
                  most == Integer.MAX_VALUE ? "to 1 or more" : "between 1 and " + most));
    }
  }

  private static void positive(String key, boolean valid, Object value) {
    if (!valid) {
      throw new IllegalArgumentException(
          "%s.%s is %s; set it to more than 0%s"
              .formatted(PREFIX, key, value, key.equals("list") ? " and less than 2GB" : ""));
    }
  }
}
