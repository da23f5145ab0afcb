package dev.menshen.server.store;

import dev.menshen.Severity;
import dev.menshen.policy.ThreadStore;
import java.time.Instant;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** What was made of threads' last texts, in the database. */
final class JdbcThreadStore implements ThreadStore {
  private final Database database;

  JdbcThreadStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Severity> last(String thread, Instant now) {
    return database
        .sql("select severity from thread_severity where thread = ? and ends > ?")
        .params(thread, Database.time(now))
        .query(String.class)
        .optional()
        .map(Severity::valueOf);
  }

  @Override
  public void remember(String thread, Severity severity, Instant until) {
    if (!replace(thread, severity, until)) {
      try {
        database
            .sql("insert into thread_severity (thread, severity, ends) values (?, ?, ?)")
            .params(thread, severity.name(), Database.time(until))
            .update();
      } catch (DuplicateKeyException e) {
        // Another instance came first.
        replace(thread, severity, until);
      }
    }
  }

  private boolean replace(String thread, Severity severity, Instant until) {
    return database
            .sql("update thread_severity set severity = ?, ends = ? where thread = ?")
            .params(severity.name(), Database.time(until), thread)
            .update()
        > 0;
  }

  /** Forgets the threads that are not to be remembered any longer; says how many. */
  int sweep(Instant now) {
    return database
        .sql("delete from thread_severity where ends <= ?")
        .param(Database.time(now))
        .update();
  }
}
