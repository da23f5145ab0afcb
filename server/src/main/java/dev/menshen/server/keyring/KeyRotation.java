package dev.menshen.server.keyring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Makes new keys when it is time, and sees those that other instances made. */
final class KeyRotation implements SchedulingConfigurer {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeyRotation.class);

  private final StoredKeyring keyring;
  private final KeyringProperties properties;

  KeyRotation(StoredKeyring keyring, KeyringProperties properties) {
    this.keyring = keyring;
    this.properties = properties;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(this::turn, properties.refresh(), properties.refresh()));
  }

  /** Does so now. A database that is down is told to the log; the next time may do better. */
  void turn() {
    try {
      keyring.refresh();
      if (properties.rotation().isPositive()) {
        keyring
            .rotateOlderThan(properties.rotation())
            .forEach(
                key ->
                    LOGGER.info(
                        "key={} purpose={} is in use now", key.id(), key.purpose().label()));
      }
    } catch (DataAccessException e) {
      LOGGER.warn(
          "the keys could not be read again ({}); trying again in {}",
          e.getClass().getSimpleName(),
          properties.refresh());
    }
  }
}
