package dev.menshen.server.store;

import static dev.menshen.server.store.Database.name;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** Past moderations in the database. */
final class JdbcHistory implements History {
  /** How many moderations are in memory at once while they are read. */
  private static final int PAGE = 1_000;

  /** How many moderations are forgotten in one transaction. */
  private static final int CHUNK = 5_000;

  private static final String INSERT =
      """
      insert into moderation (id, moderated, tenant, application, outcome, severity, detail)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private final Database database;

  JdbcHistory(Database database) {
    this.database = database;
  }

  @Override
  public void add(List<PastModeration> moderations) {
    Map<UUID, PastModeration> byId = new LinkedHashMap<>();
    for (PastModeration moderation : moderations) {
      UUID id =
          uuid(moderation.id())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the id of a moderation is not a UUID in lower case"));
      byId.putIfAbsent(id, moderation);
    }
    try {
      insert(List.copyOf(byId.entrySet()));
    } catch (DataIntegrityViolationException e) {
      // Some of them may be there already.
      byId.entrySet().forEach(this::insertUnlessThere);
    }
  }

  private void insert(List<Map.Entry<UUID, PastModeration>> rows) {
    database
        .transactions()
        .executeWithoutResult(
            status -> database.template().batchUpdate(INSERT, rows, PAGE, JdbcHistory::write));
  }

  private void insertUnlessThere(Map.Entry<UUID, PastModeration> row) {
    try {
      insert(List.of(row));
    } catch (DuplicateKeyException e) {
      // It stays as it is.
    }
  }

  @Override
  public Optional<PastModeration> find(String id) {
    return uuid(id)
        .flatMap(
            uuid ->
                database
                    .sql("select * from moderation where id = ?")
                    .param(uuid)
                    .query(JdbcHistory::moderation)
                    .optional());
  }

  @Override
  public void each(
      Scope scope, Instant from, Instant to, Consumer<? super PastModeration> consumer) {
    // The page begins after this, and no UUID is before the first.
    Instant time = from;
    UUID id = new UUID(0, 0);
    boolean begun = false;
    List<PastModeration> page;
    do {
      page = page(scope, begun, time, id, to);
      page.forEach(consumer);
      if (!page.isEmpty()) {
        begun = true;
        time = page.getLast().evidence().time();
        id = UUID.fromString(page.getLast().id());
      }
    } while (page.size() == PAGE);
  }

  private List<PastModeration> page(Scope scope, boolean begun, Instant time, UUID id, Instant to) {
    return database
        .sql(
            """
            select * from moderation
            where moderated >= ? and moderated < ? and (moderated > ? or id > ? or not ?)
              and (tenant = ? or ? = '') and (application = ? or ? = '')
            order by moderated, id limit ?
            """)
        .params(
            Database.time(time),
            Database.time(to),
            Database.time(time),
            id,
            begun,
            name(scope.tenant()),
            name(scope.tenant()),
            name(scope.application()),
            name(scope.application()),
            PAGE)
        .query(JdbcHistory::moderation)
        .list();
  }

  @Override
  public int forget(Instant before) {
    int forgotten = 0;
    int chunk;
    do {
      chunk = forgetChunk(Database.time(before));
      forgotten += chunk;
    } while (chunk > 0);
    return forgotten;
  }

  /** Forgets the oldest: about a chunk of them, as those of one time go together. */
  private int forgetChunk(OffsetDateTime before) {
    OffsetDateTime last =
        database
            .sql(
                """
                select moderated from moderation where moderated < ?
                order by moderated, id limit 1 offset ?
                """)
            .params(before, CHUNK - 1)
            .query(OffsetDateTime.class)
            .optional()
            .orElse(before);
    return database
        .sql("delete from moderation where moderated < ? and moderated <= ?")
        .params(before, last)
        .update();
  }

  private static void write(PreparedStatement statement, Map.Entry<UUID, PastModeration> row)
      throws SQLException {
    PastModeration moderation = row.getValue();
    statement.setObject(1, row.getKey());
    statement.setObject(2, Database.time(moderation.evidence().time()));
    statement.setString(3, name(moderation.evidence().scope().tenant()));
    statement.setString(4, name(moderation.evidence().scope().application()));
    statement.setString(5, moderation.decision().outcome().name());
    statement.setString(6, moderation.decision().severity().map(Severity::name).orElse(null));
    statement.setString(7, ModerationWriter.write(moderation));
  }

  private static PastModeration moderation(ResultSet row, int number) throws SQLException {
    return ModerationReader.read(
        row.getObject("id", UUID.class).toString(),
        Database.scope(row),
        Database.instant(row, "moderated").truncatedTo(ChronoUnit.MICROS),
        row.getString("detail"));
  }

  /** The UUID that this is the canonical form of; the parser takes others too. */
  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id)).filter(uuid -> uuid.toString().equals(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
