package dev.menshen.server.store;

import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/**
 * Strikes and bans in the database. Each statement is a transaction of its own: of strikes at once,
 * the last to be counted counts all of them.
 */
final class JdbcBanStore implements BanStore {
  private static final String COLUMNS =
      "subject, tenant, begins, ends, ban.strikes as ban_strikes, rule_name, moderation";

  private final Database database;

  JdbcBanStore(Database database) {
    this.database = database;
  }

  @Override
  public int strike(
      Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil) {
    try {
      database
          .sql("insert into strike (subject, moderation, struck, keep_until) values (?, ?, ?, ?)")
          .params(subject.digest(), moderationId, Database.time(time), Database.time(keepUntil))
          .update();
    } catch (DuplicateKeyException e) {
      // It was told before; the strike stays as it is.
    }
    return database
        .sql("select count(*) from strike where subject = ? and struck >= ?")
        .params(subject.digest(), Database.time(since))
        .query(Integer.class)
        .single();
  }

  @Override
  public Standing standing(Subject subject, Instant now, Instant since) {
    return database
        .sql(
            """
            select counted.strikes as strikes, %s
            from (select count(*) as strikes from strike
              where strike.subject = ? and struck >= ?) counted
            left join ban on ban.subject = ? and ends > ?
            """
                .formatted(COLUMNS))
        .params(subject.digest(), Database.time(since), subject.digest(), Database.time(now))
        .query(
            (row, number) ->
                new Standing(
                    row.getString("subject") == null ? Optional.empty() : Optional.of(ban(row)),
                    row.getInt("strikes")))
        .single();
  }

  @Override
  public void ban(Ban ban) {
    if (!prolong(ban)) {
      try {
        insert(ban);
      } catch (DuplicateKeyException e) {
        // It ends later, or somebody else has banned the subject at the same time.
        prolong(ban);
      }
    }
  }

  private boolean prolong(Ban ban) {
    return database
            .sql(
                """
                update ban
                set tenant = ?, begins = ?, ends = ?, strikes = ?, rule_name = ?, moderation = ?
                where subject = ? and ends < ?
                """)
            .params(
                ban.tenant(),
                Database.time(ban.since()),
                Database.time(ban.until()),
                ban.strikes(),
                ban.rule(),
                ban.moderationId(),
                ban.subject().digest(),
                Database.time(ban.until()))
            .update()
        > 0;
  }

  private void insert(Ban ban) {
    database
        .sql(
            """
            insert into ban (subject, tenant, begins, ends, strikes, rule_name, moderation)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            ban.subject().digest(),
            ban.tenant(),
            Database.time(ban.since()),
            Database.time(ban.until()),
            ban.strikes(),
            ban.rule(),
            ban.moderationId())
        .update();
  }

  @Override
  public boolean lift(Subject subject, Instant now) {
    return Boolean.TRUE.equals(
        database
            .transactions()
            .execute(
                status -> {
                  database
                      .sql("delete from strike where subject = ?")
                      .param(subject.digest())
                      .update();
                  // One that has ended is not lifted, and is swept away like all of them.
                  return database
                          .sql("delete from ban where subject = ? and ends > ?")
                          .params(subject.digest(), Database.time(now))
                          .update()
                      > 0;
                }));
  }

  @Override
  public List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit) {
    // The first page begins after what no ban can be.
    Instant end = after.map(Ban::until).orElse(now);
    String digest = after.map(ban -> ban.subject().digest()).orElse("");
    return database
        .sql(
            """
            select %s from ban
            where tenant = ? and ends > ? and ends >= ? and (ends > ? or subject > ?)
            order by ends, subject limit ?
            """
                .formatted(COLUMNS))
        .params(tenant, Database.time(now), Database.time(end), Database.time(end), digest, limit)
        .query((row, number) -> ban(row))
        .list();
  }

  /** Forgets the strikes that may be forgotten and the bans that have ended; says how many. */
  int sweep(Instant now) {
    return database
            .sql("delete from strike where keep_until <= ?")
            .param(Database.time(now))
            .update()
        + database.sql("delete from ban where ends <= ?").param(Database.time(now)).update();
  }

  private static Ban ban(ResultSet row) throws SQLException {
    return new Ban(
        new Subject(row.getString("subject")),
        row.getString("tenant"),
        Database.instant(row, "begins"),
        Database.instant(row, "ends"),
        row.getInt("ban_strikes"),
        row.getString("rule_name"),
        row.getString("moderation"));
  }
}
