package dev.menshen.server.review;

import dev.menshen.server.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.TransactionException;

/**
 * Erases texts whose time has come, and what could tell whose they were, and encrypts anew what is
 * under old keys. All instances do so; it does no harm.
 */
final class ReviewSweeper implements SchedulingConfigurer {
  private static final Logger LOGGER = LoggerFactory.getLogger(ReviewSweeper.class);

  /** How many items are erased in one transaction. */
  private static final int CHUNK = 500;

  private final Database database;
  private final ReviewVault vault;
  private final ReviewMetrics metrics;
  private final ReviewProperties properties;
  private final InstantSource clock;

  /**
   * Whether texts that were kept under another setting, before the server was started, are gone.
   */
  private boolean keptErased;

  ReviewSweeper(
      Database database,
      ReviewVault vault,
      ReviewMetrics metrics,
      ReviewProperties properties,
      InstantSource clock) {
    this.database = database;
    this.vault = vault;
    this.metrics = metrics;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addFixedDelayTask(
        new FixedDelayTask(this::sweep, properties.sweep(), properties.sweep()));
  }

  /** Does it now. What fails is told to the log; the next time may do better. */
  void sweep() {
    try {
      metrics.expired(erase(clock.instant()));
      if (!properties.keepTexts() && !keptErased) {
        eraseKept();
        keptErased = true;
      }
      vault.renew();
    } catch (DataAccessException | TransactionException | IllegalStateException e) {
      LOGGER.warn(
          "review items could not be erased or encrypted anew ({}); trying again in {}",
          e.getClass().getSimpleName(),
          properties.sweep());
    }
  }

  /**
   * Erases the texts whose time has come.
   *
   * @return how many of them nobody had decided about
   */
  int erase(Instant now) {
    int undecided = 0;
    List<String> chunk = expired(now);
    while (!chunk.isEmpty()) {
      List<String> ids = chunk;
      Integer ended = database.transactions().execute(status -> erase(ids));
      undecided += ended == null ? 0 : ended;
      chunk = expired(now);
    }
    return undecided;
  }

  /** Erases the texts that were kept for training beyond their time. */
  private void eraseKept() {
    List<String> chunk = kept();
    while (!chunk.isEmpty()) {
      database
          .sql("delete from review_secret where number = 0 and item in (:ids)")
          .param("ids", chunk)
          .update();
      chunk = kept();
    }
  }

  private List<String> kept() {
    return database
        .sql(
            """
            select review_item.id from review_secret
            join review_item on review_item.id = review_secret.item
            where review_secret.number = 0 and review_item.expires is null limit\s"""
                + CHUNK)
        .query((row, number) -> row.getString("id"))
        .list();
  }

  private List<String> expired(Instant now) {
    return database
        .sql("select id from review_item where expires <= ? order by expires limit " + CHUNK)
        .param(Database.time(now))
        .query((row, number) -> row.getString("id"))
        .list();
  }

  private int erase(List<String> ids) {
    int undecided =
        database
            .sql(
                """
                update review_item set state = 'EXPIRED', due = null, version = version + 1
                where id in (:ids) and due is not null
                """)
            .param("ids", ids)
            .update();
    database
        .sql(
            """
            update review_item set joins = null, expires = null, claimed_by = null,
              claimed_name = null, claimed_until = null
            where id in (:ids)
            """)
        .param("ids", ids)
        .update();
    database.sql("delete from review_moderation where item in (:ids)").param("ids", ids).update();
    database
        .sql(
            """
            delete from review_secret where item in (:ids) and (number > 0 or not :keep
              or item in (select id from review_item where id in (:ids) and state = 'EXPIRED'))
            """)
        .param("ids", ids)
        .param("keep", properties.keepTexts())
        .update();
    return undecided;
  }
}
