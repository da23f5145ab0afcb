package dev.menshen.server.ban;

import dev.menshen.ban.LateStrikes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Counts strikes that came while the store of bans was away, when it is back. */
final class StrikeRetry implements SchedulingConfigurer, DisposableBean {
  private static final Logger LOGGER = LoggerFactory.getLogger(StrikeRetry.class);

  private final LateStrikes strikes;
  private final BanProperties properties;

  StrikeRetry(LateStrikes strikes, BanProperties properties) {
    this.strikes = strikes;
    this.properties = properties;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(this::retry, properties.retry(), properties.retry()));
  }

  /** Does so now; a store that is still away is tried again the next time. */
  void retry() {
    if (strikes.size() == 0) {
      return;
    }
    try {
      LOGGER.info("{} strikes that could not be counted before are counted now", strikes.retry());
    } catch (RuntimeException e) {
      LOGGER.debug("{} strikes go on waiting ({})", strikes.size(), e.getClass().getSimpleName());
    }
  }

  @Override
  public void destroy() {
    retry();
    if (strikes.size() > 0) {
      LOGGER.error("{} strikes could not be counted and are lost", strikes.size());
    }
  }
}
