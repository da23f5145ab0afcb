package dev.menshen.server.audit;

import dev.menshen.server.store.Database;
import java.time.InstantSource;
import java.util.Optional;

/** How far journals have come, in the database. One process at a time writes of a journal. */
final class JdbcHeadStore implements HeadStore {
  private final Database database;
  private final InstantSource clock;

  JdbcHeadStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<Head> find(String instance) {
    return database
        .sql("select segment, sequence, hash from audit_head where instance = ?")
        .param(instance)
        .query(
            (row, number) ->
                new Head(
                    instance,
                    row.getLong("segment"),
                    new ChainPoint(row.getLong("sequence"), row.getString("hash"))))
        .optional();
  }

  @Override
  public void save(Head head) {
    int updated =
        database
            .sql(
                "update audit_head set segment = ?, sequence = ?, hash = ?, updated = ?"
                    + " where instance = ?")
            .params(
                head.segment(),
                head.point().sequence(),
                head.point().hash(),
                Database.time(clock.instant()),
                head.instance())
            .update();
    if (updated == 0) {
      database
          .sql(
              "insert into audit_head (instance, segment, sequence, hash, updated)"
                  + " values (?, ?, ?, ?, ?)")
          .params(
              head.instance(),
              head.segment(),
              head.point().sequence(),
              head.point().hash(),
              Database.time(clock.instant()))
          .update();
    }
  }
}
