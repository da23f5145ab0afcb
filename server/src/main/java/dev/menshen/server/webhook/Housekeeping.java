package dev.menshen.server.webhook;

import dev.menshen.server.store.Database;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Gives up what waits too long, forgets what need not be kept, and encrypts under the newest key.
 */
final class Housekeeping {
  private final DestinationStore destinations;
  private final Database database;
  private final WebhookProperties properties;
  private final InstantSource clock;

  Housekeeping(
      DestinationStore destinations,
      Database database,
      WebhookProperties properties,
      InstantSource clock) {
    this.destinations = destinations;
    this.database = database;
    this.properties = properties;
    this.clock = clock;
  }

  void run() {
    Instant now = clock.instant();
    giveUpLate(now);
    forget(Delivery.State.DELIVERED, now.minus(properties.keepDelivered()));
    forget(Delivery.State.DEAD, now.minus(properties.keepDead()));
    forgetEvents(now.minus(properties.keepDelivered()));
    destinations.reseal();
  }

  /** Gives up what waits longer than it may, as for a destination that is switched off. */
  private void giveUpLate(Instant now) {
    database
        .sql(
            "update delivery set state = ?, finished = ?, cause = ? where state = ? and give_up <= ?")
        .params(
            Delivery.State.DEAD.label(),
            Database.time(now),
            "expired",
            Delivery.State.WAITING.label(),
            Database.time(now))
        .update();
  }

  private void forget(Delivery.State state, Instant before) {
    database
        .sql("delete from delivery where state = ? and created < ?")
        .params(state.label(), Database.time(before))
        .update();
  }

  /** Forgets events that nothing delivers any more. */
  private void forgetEvents(Instant before) {
    database
        .sql(
            """
            delete from event where created < ?
              and not exists (select 1 from delivery where delivery.event = event.id)
            """)
        .param(Database.time(before))
        .update();
  }
}
