package dev.menshen.server.policy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How policies are kept up to date, under {@code menshen.policy}.
 *
 * @param refresh how often is looked whether another instance has changed the policies; a change
 *     through this instance takes effect before it is answered
 * @param backtest how far back a back-test may look at once
 */
@ConfigurationProperties("menshen.policy")
public record PolicyProperties(
    @DefaultValue("2s") Duration refresh, @DefaultValue("90d") Duration backtest) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public PolicyProperties {
    if (!refresh.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.policy.refresh is %s; set it to more than 0s".formatted(refresh));
    }
    if (!backtest.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.policy.backtest is %s; set it to more than 0s".formatted(backtest));
    }
  }
}
