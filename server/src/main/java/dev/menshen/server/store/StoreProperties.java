package dev.menshen.server.store;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database, under {@code menshen.store}.
 *
 * @param url the JDBC URL of a PostgreSQL database; without it, H2 in the data folder
 * @param user the database user
 * @param password the user's password
 * @param passwordFile a file that holds the user's password, in the place of {@code password}
 * @param connections how many connections an instance opens at most
 * @param connectionTimeout how long a statement waits for a connection before it fails
 * @param migrate whether a server that starts changes the tables as its version needs; without
 *     that, it refuses to start until {@code ./menshen db migrate} has done so
 */
@ConfigurationProperties("menshen.store")
public record StoreProperties(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @Nullable Path passwordFile,
    @DefaultValue("10") int connections,
    @DefaultValue("5s") Duration connectionTimeout,
    @DefaultValue("true") boolean migrate) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public StoreProperties {
    // A URL may hold a password, so the message does not.
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "menshen.store.url is not the JDBC URL of a PostgreSQL database; set it to one such as"
              + " jdbc:postgresql://db.example.com:5432/menshen, or remove it");
    }
    if (password != null && passwordFile != null) {
      throw new IllegalArgumentException(
          "menshen.store.password is set, and menshen.store.password-file is too; set it in one of"
              + " them alone");
    }
    if (connections < 1) {
      throw new IllegalArgumentException(
          "menshen.store.connections is %d; set it to 1 or more".formatted(connections));
    }
    // The pool takes a quarter of a second at least.
    if (connectionTimeout.toMillis() < 250) {
      throw new IllegalArgumentException(
          "menshen.store.connection-timeout is %s; set it to 250ms or more"
              .formatted(connectionTimeout));
    }
  }

  /** Says nothing of the URL and the password. */
  @Override
  public String toString() {
    return "StoreProperties[connections=%d, connectionTimeout=%s, migrate=%s]"
        .formatted(connections, connectionTimeout, migrate);
  }
}
