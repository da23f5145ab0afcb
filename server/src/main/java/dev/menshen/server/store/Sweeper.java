package dev.menshen.server.store;

import dev.menshen.history.History;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.TransactionException;

/**
 * Removes what need not be kept any longer: old moderations, strikes, ended bans, and threads. All
 * instances do so; it does no harm.
 */
final class Sweeper implements SchedulingConfigurer {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sweeper.class);

  private final History history;
  private final JdbcBanStore bans;
  private final JdbcThreadStore threads;
  private final HistoryProperties properties;
  private final InstantSource clock;

  Sweeper(History history, Database database, HistoryProperties properties, InstantSource clock) {
    this.history = history;
    this.bans = new JdbcBanStore(database);
    this.threads = new JdbcThreadStore(database);
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(this::sweep, properties.sweep(), properties.sweep()));
  }

  /** Removes it now. A database that is down is told to the log; the next time may do better. */
  void sweep() {
    try {
      history.forget(clock.instant().minus(properties.keep()));
      bans.sweep(clock.instant());
      threads.sweep(clock.instant());
    } catch (DataAccessException | TransactionException e) {
      LOGGER.warn(
          "what need not be kept could not be removed from the database ({}); trying again in {}",
          e.getClass().getSimpleName(),
          properties.sweep());
    }
  }
}
