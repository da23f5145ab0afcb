package dev.menshen.server.people;

import dev.menshen.server.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;

/** The failed attempts to log in that are in the database, where all instances count them. */
final class LoginAttempts {
  private final Database database;

  LoginAttempts(Database database) {
    this.database = database;
  }

  /** What was counted under these digests, in their order. */
  List<Count> counts(List<String> digests) {
    return digests.stream().map(this::count).toList();
  }

  private Count count(String digest) {
    return database
        .sql("select * from login_attempt where digest = ?")
        .param(digest)
        .query(
            (row, number) ->
                new Count(
                    digest,
                    row.getInt("failures"),
                    Database.instant(row, "attempted"),
                    Database.instant(row, "known_until"),
                    true))
        .optional()
        .orElseGet(() -> new Count(digest, 0, Instant.EPOCH, Instant.EPOCH, false));
  }

  /**
   * Counts an attempt under all of them, or under none when one has changed since it was read.
   *
   * @param keep after so long it need not be counted any more
   * @return whether it is counted
   */
  boolean add(List<Count> counts, Instant now, Duration keep) {
    try {
      database
          .transactions()
          .executeWithoutResult(
              status -> {
                for (Count count : counts) {
                  int before = count.attempted().plus(keep).isAfter(now) ? count.failures() : 0;
                  if (!add(count, before + 1, now, keep)) {
                    throw new ChangedException();
                  }
                }
              });
      return true;
    } catch (ChangedException | DuplicateKeyException e) {
      return false;
    }
  }

  private boolean add(Count count, int failures, Instant now, Duration keep) {
    Instant keepUntil = later(now.plus(keep), count.knownUntil());
    if (!count.stored()) {
      database
          .sql(
              """
              insert into login_attempt (digest, failures, attempted, known_until, keep_until)
              values (?, ?, ?, ?, ?)
              """)
          .params(
              count.digest(),
              failures,
              Database.time(now),
              Database.time(count.knownUntil()),
              Database.time(keepUntil))
          .update();
      return true;
    }
    return database
            .sql(
                """
                update login_attempt set failures = ?, attempted = ?, keep_until = ?
                where digest = ? and failures = ? and attempted = ?
                """)
            .params(
                failures,
                Database.time(now),
                Database.time(keepUntil),
                count.digest(),
                count.failures(),
                Database.time(count.attempted()))
            .update()
        > 0;
  }

  /**
   * Forgets the failures of a name, from an address and from all, and the one attempt of the
   * address: whoever has an account could else guess others' without end.
   */
  void forgive(String pair, String name, String address, Instant knownUntil) {
    database
        .sql(
            """
            update login_attempt set failures = 0, known_until = ?, keep_until = ?
            where digest = ?
            """)
        .params(Database.time(knownUntil), Database.time(knownUntil), pair)
        .update();
    database.sql("update login_attempt set failures = 0 where digest = ?").param(name).update();
    database
        .sql("update login_attempt set failures = failures - 1 where digest = ? and failures > 0")
        .param(address)
        .update();
  }

  /** Forgets what counts no longer; says how much that was. */
  int sweep(Instant now) {
    return database
        .sql("delete from login_attempt where keep_until <= ?")
        .param(Database.time(now))
        .update();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * What was counted.
   *
   * @param digest under what
   * @param failures how many attempts failed, or have not ended
   * @param attempted when the last one began
   * @param knownUntil until when the address is known to be the owner's
   * @param stored whether there is a row
   */
  record Count(
      String digest, int failures, Instant attempted, Instant knownUntil, boolean stored) {}

  /** Ends the transaction. */
  private static final class ChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ChangedException() {
      super("an attempt was counted meanwhile");
    }
  }
}
