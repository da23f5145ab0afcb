package dev.menshen.server.store;

import dev.menshen.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database as the stores use it, and how scopes and times are written in it. */
public final class Database {
  private final JdbcTemplate template;
  private final JdbcClient client;
  private final TransactionTemplate transactions;

  Database(DataSource dataSource) {
    this.template = new JdbcTemplate(dataSource);
    this.client = JdbcClient.create(template);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** A statement, to be given its parameters. */
  public JdbcClient.StatementSpec sql(String sql) {
    return client.sql(sql);
  }

  /** For what goes in batches. */
  public JdbcTemplate template() {
    return template;
  }

  /** For statements that hold together or not at all. */
  public TransactionTemplate transactions() {
    return transactions;
  }

  /**
   * Counts a change within a transaction. Whoever does so has the row until the transaction ends,
   * so that changes of the same kind come one after another.
   */
  void change(Revision revision) {
    template.update("update revision set number = number + 1 where name = ?", revision.rowName());
  }

  long number(Revision revision) {
    return sql("select number from revision where name = ?")
        .param(revision.rowName())
        .query(Long.class)
        .single();
  }

  /** How a time is given to a statement: as exact as both databases keep it. */
  public static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  /** The time in a column. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** How a name of a scope that may be missing is written: a key has no null. */
  public static String name(Optional<String> name) {
    return name.orElse("");
  }

  /** The scope in the columns {@code tenant} and {@code application}. */
  public static Scope scope(ResultSet row) throws SQLException {
    return new Scope(present(row.getString("tenant")), present(row.getString("application")));
  }

  private static Optional<String> present(@Nullable String name) {
    return Optional.ofNullable(name).filter(it -> !it.isEmpty());
  }

  /** What changes are counted of. */
  enum Revision {
    POLICIES("policies"),
    LISTS("lists");

    private final String rowName;

    Revision(String rowName) {
      this.rowName = rowName;
    }

    private String rowName() {
      return rowName;
    }
  }
}
