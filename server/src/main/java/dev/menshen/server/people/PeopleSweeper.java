package dev.menshen.server.people;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.TransactionException;

/** Removes the attempts to log in that count no longer. All instances do so; it does no harm. */
final class PeopleSweeper implements SchedulingConfigurer {
  private static final Logger LOGGER = LoggerFactory.getLogger(PeopleSweeper.class);

  private final LoginAttempts attempts;
  private final Duration interval;
  private final InstantSource clock;

  PeopleSweeper(LoginAttempts attempts, Duration interval, InstantSource clock) {
    this.attempts = attempts;
    this.interval = interval;
    this.clock = clock;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(new FixedDelayTask(this::sweep, interval, interval));
  }

  private void sweep() {
    try {
      attempts.sweep(clock.instant());
    } catch (DataAccessException | TransactionException e) {
      LOGGER.warn(
          "old attempts to log in could not be removed from the database ({}); trying again in {}",
          e.getClass().getSimpleName(),
          interval);
    }
  }
}
