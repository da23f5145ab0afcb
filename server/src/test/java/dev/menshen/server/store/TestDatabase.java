package dev.menshen.server.store;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** A real database for tests, which two instances share. It is made once and emptied by each. */
public enum TestDatabase {
  /** In a file. */
  H2 {
    @Override
    StoreProperties properties() {
      return at(null);
    }

    @Override
    void empty(JdbcTemplate template, List<String> tables) {
      template.execute("set referential_integrity false");
      tables.forEach(table -> template.execute("truncate table " + table));
      template.execute("set referential_integrity true");
    }
  },
  /** A server of its own. */
  POSTGRESQL {
    @Override
    StoreProperties properties() {
      return at(Postgres.SERVER.getJdbcUrl("postgres", "postgres"));
    }

    @Override
    void empty(JdbcTemplate template, List<String> tables) {
      template.execute("truncate table " + String.join(", ", tables));
    }
  };

  private static final Map<TestDatabase, Instances> OPENED = new ConcurrentHashMap<>();

  private static final AtomicInteger NEW = new AtomicInteger();

  abstract StoreProperties properties();

  abstract void empty(JdbcTemplate template, List<String> tables);

  /** The database as two instances have it, without a row that a store has written. */
  public Instances empty() {
    Instances instances = OPENED.computeIfAbsent(this, TestDatabase::open);
    JdbcTemplate template = instances.first().template();
    empty(
        template,
        template.queryForList(
            """
            select table_name from information_schema.tables
            where lower(table_schema) = 'public'
              and table_name not in ('flyway_schema_history', 'revision')
            """,
            String.class));
    return instances;
  }

  /** The URL of a new database on the PostgreSQL server, in which there is nothing yet. */
  public static String newPostgresUrl() {
    String name = "new_" + NEW.incrementAndGet();
    POSTGRESQL.empty().first().template().execute("create database " + name);
    return Postgres.SERVER.getJdbcUrl("postgres", name);
  }

  static StoreProperties at(@Nullable String url) {
    return new StoreProperties(url, null, null, null, 5, Duration.ofSeconds(5), true);
  }

  private static Instances open(TestDatabase database) {
    List.of("com.zaxxer.hikari", "io.zonky.test", "org.flywaydb")
        .forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.ERROR));
    try {
      Path data = Files.createTempDirectory("menshen-store");
      data.toFile().deleteOnExit();
      HikariDataSource first = DataSources.open(database.properties(), data);
      Flyway.configure().dataSource(first).load().migrate();
      // One process has the file; its instances have connections of their own.
      HikariDataSource second =
          database == H2 ? first : DataSources.open(database.properties(), data);
      return new Instances(new Database(first), new Database(second));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two instances of one installation. */
  public record Instances(Database first, Database second) {}

  private static final class Postgres {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
