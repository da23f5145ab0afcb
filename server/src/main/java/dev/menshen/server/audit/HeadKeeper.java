package dev.menshen.server.audit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.TransactionException;

/** Writes down every few seconds, and when the server stops, how far the journal has come. */
final class HeadKeeper implements SchedulingConfigurer, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(HeadKeeper.class);

  private final Journal journal;
  private final HeadStore heads;
  private final Duration interval;
  private Head saved;

  HeadKeeper(Journal journal, HeadStore heads, Duration interval) {
    this.journal = journal;
    this.heads = heads;
    this.interval = interval;
    this.saved = journal.head();
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(new FixedDelayTask(this::save, interval, interval));
  }

  /** Writes it down if it has changed. When the database is down, the next time may do better. */
  synchronized void save() {
    Head head = journal.head();
    if (!head.equals(saved)) {
      try {
        heads.save(head);
        saved = head;
      } catch (DataAccessException | TransactionException e) {
        LOGGER.warn(
            "how far the audit journal has come could not be written to the database ({}); trying"
                + " again in {}",
            e.getClass().getSimpleName(),
            interval);
      }
    }
  }

  /** Closes the journal and writes down where it ends. */
  @Override
  public void close() {
    journal.close();
    save();
  }
}
