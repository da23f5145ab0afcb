package dev.menshen.server.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much work the guard takes on, under {@code menshen.guard}.
 *
 * @param threads how many texts are judged at once; 0 means as many as suit the guard
 * @param queue how many more requests may wait before they are refused
 * @param timeout how long a text waits for its verdict, in the queue and with the guard together
 * @param bulkPatience how long after it came a bulk text still lets interactive ones go first
 */
@ConfigurationProperties("menshen.guard")
public record GuardProperties(
    @DefaultValue("0") int threads,
    @DefaultValue("256") int queue,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue("10s") Duration bulkPatience) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public GuardProperties {
    if (threads < 0) {
      throw new IllegalArgumentException(
          "menshen.guard.threads is %d; set it to 0 (as many as suit the guard) or more"
              .formatted(threads));
    }
    if (queue < 1) {
      throw new IllegalArgumentException(
          "menshen.guard.queue is %d; set it to 1 or more".formatted(queue));
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.guard.timeout is %s; set it to more than 0s".formatted(timeout));
    }
    if (bulkPatience.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.guard.bulk-patience is %s; set it to 0s or more".formatted(bulkPatience));
    }
  }
}
