package dev.menshen.server.webhook;

import dev.menshen.Scope;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** An instance that keeps events, and sends them once it is started. */
final class Sender implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();

  private final DestinationStore destinations;
  private final DeliveryStore deliveries;
  private final OutboxEvents events;
  private final DeliveryScheduler scheduler;
  private final Housekeeping housekeeping;
  private final List<String> happened = new CopyOnWriteArrayList<>();

  Sender(
      Database database, Keyring keyring, WebhookProperties properties, Transport... transports) {
    destinations = new DestinationStore(database, keyring);
    deliveries = new DeliveryStore(database);
    housekeeping = new Housekeeping(destinations, database, properties, CLOCK);
    scheduler =
        new DeliveryScheduler(
            Objects.requireNonNull(database.template().getDataSource()),
            deliveries,
            new DeliveryRun(
                destinations,
                deliveries,
                Arrays.asList(transports),
                properties,
                (kind, result) -> happened.add(kind + " " + result),
                CLOCK),
            housekeeping,
            properties,
            CLOCK);
    events = new OutboxEvents(destinations, deliveries, properties, scheduler::wake, CLOCK);
  }

  Sender start() {
    scheduler.start();
    return this;
  }

  DestinationStore destinations() {
    return destinations;
  }

  DeliveryStore deliveries() {
    return deliveries;
  }

  OutboxEvents events() {
    return events;
  }

  Housekeeping housekeeping() {
    return housekeeping;
  }

  List<String> happened() {
    return happened;
  }

  /** Keeps a new destination of everybody. */
  Destination destination(String kind, String url, String... types) {
    return destination(kind, url, Scope.GLOBAL, types);
  }

  Destination destination(String kind, String url, Scope scope, String... types) {
    Destination destination =
        new Destination(
            DeliveryStore.newId("whk_"),
            kind,
            "name",
            scope,
            new TreeSet<>(Set.of(types)),
            "en",
            Destination.State.ENABLED,
            Address.of(url, Optional.of(Signatures.newSecret())),
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            Destination.Standing.GOOD);
    destinations.add(destination);
    return destination;
  }

  /** Waits until a destination has so many deliveries of a state. */
  List<Delivery> await(Destination destination, Delivery.State state, int count)
      throws InterruptedException {
    while (true) {
      List<Delivery> found =
          deliveries.page(List.of(destination.id()), Optional.of(state), Optional.empty(), 10_000);
      if (found.size() >= count) {
        return found;
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    scheduler.stop();
  }
}
