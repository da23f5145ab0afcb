package dev.menshen.server.keyring;

import dev.menshen.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/** Keys in the table {@code keyring_key}. */
final class JdbcKeyringStore implements KeyringStore {
  private final Database database;

  JdbcKeyringStore(Database database) {
    this.database = database;
  }

  @Override
  public List<StoredKey> keys() {
    return database
        .sql("select * from keyring_key order by purpose, number")
        .query(JdbcKeyringStore::key)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public boolean add(StoredKey key) {
    try {
      database
          .sql(
              """
              insert into keyring_key (purpose, number, key_id, made, material)
              values (?, ?, ?, ?, ?)
              """)
          .params(
              key.purpose().label(),
              key.number(),
              key.id(),
              Database.time(key.made()),
              key.material().orElseThrow())
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public void destroy(Purpose purpose, int number, Instant now) {
    database
        .sql(
            """
            update keyring_key set material = null, destroyed = ?
            where purpose = ? and number = ? and destroyed is null
            """)
        .params(Database.time(now), purpose.label(), number)
        .update();
  }

  /** A key, unless a newer version of the program made it for a purpose of its own. */
  private static Optional<StoredKey> key(ResultSet row, int index) throws SQLException {
    Optional<Purpose> purpose = Purpose.ofLabel(row.getString("purpose"));
    if (purpose.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredKey(
            purpose.get(),
            row.getInt("number"),
            row.getString("key_id"),
            Database.instant(row, "made"),
            Optional.ofNullable(row.getString("material")),
            Optional.ofNullable(row.getObject("destroyed", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)));
  }
}
