package dev.menshen.server.store;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How past moderations are kept, under {@code menshen.history}.
 *
 * @param keep how long they are kept
 * @param queue how many may wait to be written
 * @param batch how many are written in one transaction at most
 * @param delay how long a moderation waits at most for others of its batch
 * @param patience how long a request waits at most when the queue is full, before its moderation is
 *     lost and counted so
 * @param sweep how often what need not be kept any longer is removed
 */
@ConfigurationProperties("menshen.history")
public record HistoryProperties(
    @DefaultValue("30d") Duration keep,
    @DefaultValue("8192") int queue,
    @DefaultValue("512") int batch,
    @DefaultValue("50ms") Duration delay,
    @DefaultValue("100ms") Duration patience,
    @DefaultValue("10m") Duration sweep) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public HistoryProperties {
    if (!keep.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.history.keep is %s; set it to more than 0s".formatted(keep));
    }
    if (queue < 1) {
      throw new IllegalArgumentException(
          "menshen.history.queue is %d; set it to 1 or more".formatted(queue));
    }
    if (batch < 1) {
      throw new IllegalArgumentException(
          "menshen.history.batch is %d; set it to 1 or more".formatted(batch));
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.history.delay is %s; set it to 0s or more".formatted(delay));
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.history.patience is %s; set it to 0s or more".formatted(patience));
    }
    if (!sweep.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.history.sweep is %s; set it to more than 0s".formatted(sweep));
    }
  }
}
