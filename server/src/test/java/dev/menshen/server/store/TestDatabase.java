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
import org.flywaydb.core.Flyway;
import org.slf4j.LoggerFactory;

/** A real database for tests, which two instances share. It is made once and emptied by each. */
public enum TestDatabase {
  H2 {
    @Override
    StoreProperties properties() {
      return new StoreProperties(null, null, null, null, 5, Duration.ofSeconds(5));
    }
  },
  POSTGRESQL {
    @Override
    StoreProperties properties() {
      return new StoreProperties(
          Postgres.SERVER.getJdbcUrl("postgres", "postgres"),
          null,
          null,
          null,
          5,
          Duration.ofSeconds(5));
    }
  };

  private static final Map<TestDatabase, Instances> OPENED = new ConcurrentHashMap<>();

  private static final List<String> TABLES =
      List.of(
          "policy_version",
          "policy_running",
          "list_entry",
          "strike",
          "ban",
          "thread_severity",
          "moderation",
          "api_key_secret",
          "api_key",
          "keyring_key");

  abstract StoreProperties properties();

  /** The database as two instances have it, without a row. */
  public Instances empty() {
    Instances instances = OPENED.computeIfAbsent(this, TestDatabase::open);
    TABLES.forEach(table -> instances.first().template().update("delete from " + table));
    return instances;
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
