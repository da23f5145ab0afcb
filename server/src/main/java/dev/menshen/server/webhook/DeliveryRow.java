package dev.menshen.server.webhook;

import dev.menshen.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** A delivery as the database gives it. */
final class DeliveryRow {
  /** Selects deliveries with their events, to be followed by which. */
  static final String SELECT =
      """
      select delivery.*, event_type, event.created as event_created, body
      from delivery join event on event.id = delivery.event
      """;

  private DeliveryRow() {}

  static Delivery read(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return new Delivery(
        row.getString("id"),
        row.getString("destination"),
        new Delivery.Message(
            row.getString("event"),
            row.getString("event_type"),
            Database.instant(row, "event_created"),
            row.getString("body")),
        Stream.of(Delivery.State.values())
            .filter(it -> it.label().equals(state))
            .findFirst()
            .orElseThrow(),
        row.getInt("attempts"),
        Database.instant(row, "created"),
        Database.instant(row, "due"),
        Database.instant(row, "give_up"),
        DestinationStore.time(row, "finished"),
        Optional.ofNullable(row.getString("cause")));
  }
}
