package dev.menshen.server.webhook;

import dev.menshen.Scope;
import dev.menshen.server.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Events and their deliveries in the database. Safe for many threads. */
final class DeliveryStore {
  private final Database database;

  DeliveryStore(Database database) {
    this.database = database;
  }

  /** Keeps an event for some destinations, in one transaction. */
  void add(
      Delivery.Message message,
      Scope scope,
      List<String> destinations,
      Instant now,
      Duration keep) {
    database
        .transactions()
        .executeWithoutResult(
            status -> {
              addEvent(message, scope);
              destinations.forEach(it -> addDelivery(message.id(), it, now, now.plus(keep)));
            });
  }

  private void addEvent(Delivery.Message message, Scope scope) {
    database
        .sql(
            "insert into event (id, event_type, tenant, application, created, body)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            message.id(),
            message.type(),
            Database.name(scope.tenant()),
            Database.name(scope.application()),
            Database.time(message.time()),
            message.body())
        .update();
  }

  private void addDelivery(String event, String destination, Instant now, Instant giveUp) {
    database
        .sql(
            """
            insert into delivery (id, event, destination, state, attempts, created, due, give_up)
            values (?, ?, ?, ?, 0, ?, ?, ?)
            """)
        .params(
            newId("dlv_"),
            event,
            destination,
            Delivery.State.WAITING.label(),
            Database.time(now),
            Database.time(now),
            Database.time(giveUp))
        .update();
  }

  /** A new id with a prefix that says of what. */
  static String newId(String prefix) {
    return prefix + UUID.randomUUID().toString().replace("-", "");
  }

  /** What is to be sent to a destination now, what is due longest first. */
  List<Delivery> due(String destination, Instant now, int limit) {
    return database
        .sql(
            DeliveryRow.SELECT
                + "where destination = ? and state = ? and due <= ? order by due, delivery.id"
                + " limit ?")
        .params(destination, Delivery.State.WAITING.label(), Database.time(now), limit)
        .query((row, number) -> DeliveryRow.read(row))
        .list();
  }

  /** When something is to be sent to a destination next; empty when nothing waits. */
  Optional<Instant> nextDue(String destination) {
    return database
        .sql(
            "select min(due) as next_due from delivery where destination = ? and state = ?"
                + " having count(*) > 0")
        .params(destination, Delivery.State.WAITING.label())
        .query((row, number) -> Database.instant(row, "next_due"))
        .optional();
  }

  /** The destinations that are enabled and not paused and to which something is to be sent now. */
  List<String> destinationsDue(Instant now) {
    return destinationsDue(now, "");
  }

  /** Whether a destination is one of {@link #destinationsDue}. */
  boolean isDue(String destination, Instant now) {
    return destinationsDue(now, " and destination.id = ?", destination).size() == 1;
  }

  private List<String> destinationsDue(Instant now, String where, Object... params) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                Delivery.State.WAITING.label(),
                Database.time(now),
                Destination.State.ENABLED.label(),
                Database.time(now)));
    all.addAll(List.of(params));
    return database
        .sql(
            """
            select distinct delivery.destination from delivery
            join destination on destination.id = delivery.destination
            where delivery.state = ? and due <= ? and destination.state = ?
              and (paused_until is null or paused_until <= ?)
            """
                + where)
        .params(all)
        .query((row, number) -> row.getString("destination"))
        .list();
  }

  /** An attempt worked. */
  void delivered(String id, Instant now) {
    database
        .sql(
            "update delivery set state = ?, attempts = attempts + 1, finished = ?, cause = null"
                + " where id = ?")
        .params(Delivery.State.DELIVERED.label(), Database.time(now), id)
        .update();
  }

  /** An attempt failed, and there will be another. */
  void retry(String id, String cause, Instant due) {
    database
        .sql("update delivery set attempts = attempts + 1, due = ?, cause = ? where id = ?")
        .params(Database.time(due), cause, id)
        .update();
  }

  /** An attempt failed, and there will be no other. */
  void giveUp(String id, String cause, Instant now) {
    database
        .sql(
            "update delivery set state = ?, attempts = attempts + 1, finished = ?, cause = ?"
                + " where id = ?")
        .params(Delivery.State.DEAD.label(), Database.time(now), cause, id)
        .update();
  }

  /** Gives up all that waits for a destination; says how many. */
  int giveUpAll(String destination, String cause, Instant now) {
    return database
        .sql(
            "update delivery set state = ?, finished = ?, cause = ? where destination = ? and state = ?")
        .params(
            Delivery.State.DEAD.label(),
            Database.time(now),
            cause,
            destination,
            Delivery.State.WAITING.label())
        .update();
  }

  /** The delivery with this id. */
  Optional<Delivery> find(String id) {
    return database
        .sql(DeliveryRow.SELECT + "where delivery.id = ?")
        .param(id)
        .query((row, number) -> DeliveryRow.read(row))
        .optional();
  }

  /**
   * A page of deliveries, the newest first.
   *
   * @param destinations of which destinations
   * @param state of which state; empty for all
   * @param before what the page begins after; empty for the first page
   */
  List<Delivery> page(
      List<String> destinations,
      Optional<Delivery.State> state,
      Optional<DeliveryCursor> before,
      int limit) {
    if (destinations.isEmpty()) {
      return List.of();
    }
    List<Object> params = new ArrayList<>(destinations);
    StringBuilder where =
        new StringBuilder("where destination in (")
            .append(
                String.join(", ", Stream.generate(() -> "?").limit(destinations.size()).toList()))
            .append(')');
    state.ifPresent(
        it -> {
          where.append(" and state = ?");
          params.add(it.label());
        });
    before.ifPresent(
        it -> {
          where.append(" and (delivery.created < ? or (delivery.created = ? and delivery.id < ?))");
          params.addAll(List.of(Database.time(it.created()), Database.time(it.created()), it.id()));
        });
    params.add(limit);
    return database
        .sql(
            DeliveryRow.SELECT
                + where
                + " order by delivery.created desc, delivery.id desc limit ?")
        .params(params)
        .query((row, number) -> DeliveryRow.read(row))
        .list();
  }

  /**
   * Has a dead delivery tried again, as if it were new.
   *
   * @return false when it is not dead
   */
  boolean replay(String id, Instant now, Duration keep) {
    return database
            .sql(
                """
                update delivery set state = ?, attempts = 0, due = ?, give_up = ?, finished = null
                where id = ? and state = ?
                """)
            .params(
                Delivery.State.WAITING.label(),
                Database.time(now),
                Database.time(now.plus(keep)),
                id,
                Delivery.State.DEAD.label())
            .update()
        > 0;
  }

  /** How many deliveries have this state. */
  long count(Delivery.State state) {
    return database
        .sql("select count(*) from delivery where state = ?")
        .param(state.label())
        .query(Long.class)
        .single();
  }
}
