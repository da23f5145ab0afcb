package dev.menshen.server.alert;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.TransactionException;

/** What happens by time: summaries, and the look at the server's parts. All instances do both. */
final class AlertTimes implements SchedulingConfigurer {
  private static final Logger LOGGER = LoggerFactory.getLogger(AlertTimes.class);

  /** How long a summary may come after the end of its window. */
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final AlertStore store;
  private final HealthWatch watch;
  private final AlertProperties properties;
  private final InstantSource clock;

  AlertTimes(AlertStore store, HealthWatch watch, AlertProperties properties, InstantSource clock) {
    this.store = store;
    this.watch = watch;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(new FixedDelayTask(this::close, CLOSE, CLOSE));
    registrar.addFixedDelayTask(
        new FixedDelayTask(watch::look, properties.health(), properties.health()));
  }

  private void close() {
    try {
      store.close(clock.instant());
    } catch (DataAccessException | TransactionException e) {
      LOGGER.debug("summaries wait for the database ({})", e.getClass().getSimpleName());
    }
  }
}
