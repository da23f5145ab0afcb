package dev.menshen.server.webhook;

import dev.menshen.Scope;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Destinations in the database, how they are reached encrypted. Safe for many threads. */
public final class DestinationStore {
  private final Database database;
  private final AddressSeal seal;

  DestinationStore(Database database, Keyring keyring) {
    this.database = database;
    this.seal = new AddressSeal(keyring);
  }

  /** Keeps a new destination. */
  public void add(Destination destination) {
    database
        .sql(
            """
            insert into destination (id, kind, name, tenant, application, events, language, state,
              sealed, created, failures)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
            """)
        .params(
            destination.id(),
            destination.kind(),
            destination.name(),
            Database.name(destination.scope().tenant()),
            Database.name(destination.scope().application()),
            String.join(",", destination.events()),
            destination.language(),
            destination.state().label(),
            seal.close(destination.id(), destination.address()),
            Database.time(destination.created()))
        .update();
  }

  /** The destination with this id. */
  public Optional<Destination> find(String id) {
    return database
        .sql("select * from destination where id = ?")
        .param(id)
        .query((row, number) -> read(row))
        .optional();
  }

  /** All destinations, by their names. */
  public List<Destination> all() {
    return database
        .sql("select * from destination order by name, id")
        .query((row, number) -> read(row))
        .list();
  }

  /** How many destinations there are of all kinds. */
  public int count() {
    return database.sql("select count(*) from destination").query(Integer.class).single();
  }

  /**
   * Changes a destination while nobody else does.
   *
   * @param change what becomes of it; id, kind, scope and standing stay in any case
   * @return what it is now; empty when there is none
   */
  public Optional<Destination> change(String id, UnaryOperator<Destination> change) {
    return Optional.ofNullable(
        database
            .transactions()
            .execute(
                status ->
                    database
                        .sql("select * from destination where id = ? for update")
                        .param(id)
                        .query((row, number) -> read(row))
                        .optional()
                        .map(change)
                        .map(this::write)
                        .orElse(null)));
  }

  private Destination write(Destination destination) {
    database
        .sql(
            "update destination set name = ?, events = ?, language = ?, state = ?, sealed = ?"
                + " where id = ?")
        .params(
            destination.name(),
            String.join(",", destination.events()),
            destination.language(),
            destination.state().label(),
            seal.close(destination.id(), destination.address()),
            destination.id())
        .update();
    return destination;
  }

  /**
   * Removes a destination and its deliveries.
   *
   * @return false when there is none
   */
  public boolean remove(String id) {
    return database.sql("delete from destination where id = ?").param(id).update() > 0;
  }

  /** The ids of the enabled destinations that want events of a type and a scope. */
  List<String> wanting(String type, Scope scope) {
    return database
        .sql("select id, tenant, application, events from destination where state = ?")
        .param(Destination.State.ENABLED.label())
        .query(
            (row, number) ->
                scope.fallbacks().contains(Database.scope(row))
                        && wants(row.getString("events"), type)
                    ? Optional.of(row.getString("id"))
                    : Optional.<String>empty())
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** A delivery worked: nothing is wrong any more. */
  void worked(String id) {
    database
        .sql(
            "update destination set failures = 0, failing_since = null, paused_until = null"
                + " where id = ?")
        .param(id)
        .update();
  }

  /** All that was sent at once failed: nothing more is sent for a while. */
  void failed(String id, Instant now, Instant pausedUntil) {
    database
        .sql(
            """
            update destination set failures = failures + 1, paused_until = ?,
              failing_since = coalesce(failing_since, ?)
            where id = ?
            """)
        .params(Database.time(pausedUntil), Database.time(now), id)
        .update();
  }

  /** Nothing is sent for a while, though nothing is wrong. */
  void pause(String id, Instant until) {
    database
        .sql("update destination set paused_until = ? where id = ?")
        .params(Database.time(until), id)
        .update();
  }

  /** It said that it is gone. */
  void gone(String id) {
    database
        .sql("update destination set state = ? where id = ?")
        .params(Destination.State.GONE.label(), id)
        .update();
  }

  /** Encrypts anew what was encrypted under a key that is not the newest; says how many. */
  int reseal() {
    List<String> old =
        database
            .sql("select id, sealed from destination")
            .query(
                (row, number) -> seal.isCurrent(row.getBytes("sealed")) ? "" : row.getString("id"))
            .list()
            .stream()
            .filter(id -> !id.isEmpty())
            .toList();
    old.forEach(id -> change(id, UnaryOperator.identity()));
    return old.size();
  }

  private Destination read(ResultSet row) throws SQLException {
    String id = row.getString("id");
    return new Destination(
        id,
        row.getString("kind"),
        row.getString("name"),
        Database.scope(row),
        new TreeSet<>(types(row.getString("events")).toList()),
        row.getString("language"),
        state(row.getString("state")),
        seal.open(id, row.getBytes("sealed")),
        Database.instant(row, "created"),
        new Destination.Standing(
            row.getInt("failures"), time(row, "failing_since"), time(row, "paused_until")));
  }

  static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static Destination.State state(String label) {
    return Stream.of(Destination.State.values())
        .filter(state -> state.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static boolean wants(String events, String type) {
    return events.isEmpty() || types(events).anyMatch(type::equals);
  }

  private static Stream<String> types(String events) {
    return Stream.of(events.split(",")).filter(type -> !type.isEmpty());
  }
}
