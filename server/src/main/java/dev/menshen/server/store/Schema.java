package dev.menshen.server.store;

import dev.menshen.server.store.InstallationException.Fault;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables: which version they are of, how they get to this program's, what is in them. */
public final class Schema {
  /** PostgreSQL knows about how many rows a table has; from so many on, that is exact enough. */
  private static final long COUNTED = 100_000;

  private static final String TABLES =
      """
      select table_name from information_schema.tables
      where table_schema = current_schema and table_name <> 'flyway_schema_history'
      order by table_name
      """;

  private final Flyway flyway;
  private final JdbcTemplate template;
  private final String place;

  Schema(Flyway flyway, DataSource dataSource, String place) {
    this.flyway = flyway;
    this.template = new JdbcTemplate(dataSource);
    this.place = place;
  }

  /**
   * Readies the tables for a program that begins.
   *
   * @param migrate whether to run what is pending, else its being pending is a fault
   * @throws InstallationException when the database is of a newer program, a migration is pending
   *     that is not to be run, or one fails
   */
  void ready(boolean migrate) {
    if (migrate) {
      migrate();
    } else if (requireKnown().stream().anyMatch(it -> it.state() == Migration.State.PENDING)) {
      throw new InstallationException(Fault.PENDING, place, null);
    }
  }

  /** The migrations of the program and of the database, in their order. */
  public List<Migration> migrations() {
    return Arrays.stream(flyway.info().all()).map(Schema::migration).toList();
  }

  /**
   * Runs what is pending.
   *
   * @return how many have run
   * @throws InstallationException when the database is of a newer program, or a migration fails
   */
  public int migrate() {
    requireKnown();
    try {
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw new InstallationException(Fault.MIGRATION, place, e);
    }
  }

  /** Which database it is, and how much is in it. */
  public DatabaseContents contents() {
    String product = product();
    boolean postgres = product.startsWith("PostgreSQL");
    return new DatabaseContents(
        product,
        place,
        postgres
            ? number("select pg_database_size(current_database())")
            : number(
                "select cast(setting_value as bigint) from information_schema.settings"
                    + " where setting_name = 'info.FILE_SIZE'"),
        template.query(TABLES, (row, _) -> row.getString(1)).stream()
            .map(it -> table(it, postgres))
            .toList());
  }

  private List<Migration> requireKnown() {
    List<Migration> migrations = migrations();
    if (migrations.stream().anyMatch(it -> it.state() == Migration.State.NEWER)) {
      throw new InstallationException(Fault.NEWER, place, null);
    }
    if (migrations.stream().anyMatch(it -> it.state() == Migration.State.FAILED)) {
      throw new InstallationException(Fault.MIGRATION, place, null);
    }
    return migrations;
  }

  private DatabaseContents.Table table(String name, boolean postgres) {
    if (postgres) {
      long about =
          number("select cast(reltuples as bigint) from pg_class where oid = to_regclass(?)", name);
      if (about >= COUNTED) {
        return new DatabaseContents.Table(name, about, true);
      }
    }
    return new DatabaseContents.Table(name, number("select count(*) from " + name), false);
  }

  private long number(String sql, Object... parameters) {
    Long number = template.queryForObject(sql, Long.class, parameters);
    return number == null ? 0 : number;
  }

  private String product() {
    return String.valueOf(
        template.execute(
            (ConnectionCallback<String>)
                it ->
                    it.getMetaData().getDatabaseProductName()
                        + " "
                        + it.getMetaData().getDatabaseProductVersion()));
  }

  private static Migration migration(MigrationInfo info) {
    return new Migration(
        info.getVersion() == null ? "" : info.getVersion().getVersion(),
        info.getDescription(),
        state(info),
        Optional.ofNullable(info.getInstalledOn()).map(Date::toInstant));
  }

  private static Migration.State state(MigrationInfo info) {
    return switch (info.getState()) {
      case FUTURE_SUCCESS, FUTURE_FAILED -> Migration.State.NEWER;
      case FAILED, MISSING_FAILED -> Migration.State.FAILED;
      case SUCCESS,
          OUT_OF_ORDER,
          MISSING_SUCCESS,
          BASELINE,
          SUPERSEDED,
          OUTDATED,
          UNDONE,
          DELETED ->
          Migration.State.APPLIED;
      case PENDING, ABOVE_TARGET, BELOW_BASELINE, BASELINE_IGNORED, IGNORED, AVAILABLE ->
          Migration.State.PENDING;
    };
  }
}
