package dev.menshen.server.webhook;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.NotFoundException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Destinations and deliveries as whoever administers them sees and changes them. */
public final class Deliveries {
  private final DestinationStore destinations;
  private final DeliveryStore deliveries;
  private final OutboxEvents events;
  private final WebhookProperties properties;
  private final AdministrativeActs acts;
  private final Consumer<String> wake;
  private final InstantSource clock;

  Deliveries(
      DestinationStore destinations,
      DeliveryStore deliveries,
      OutboxEvents events,
      WebhookProperties properties,
      AdministrativeActs acts,
      Consumer<String> wake,
      InstantSource clock) {
    this.destinations = destinations;
    this.deliveries = deliveries;
    this.events = events;
    this.properties = properties;
    this.acts = acts;
    this.wake = wake;
    this.clock = clock;
  }

  /** The destinations of some kinds that somebody may see, by their names. */
  public List<Destination> all(Actor actor, Set<String> kinds) {
    return destinations.all().stream()
        .filter(it -> kinds.contains(it.kind()) && sees(actor, it))
        .toList();
  }

  /**
   * A destination of one of some kinds.
   *
   * @throws NotFoundException when there is none that the actor may see
   */
  public Destination get(Actor actor, Set<String> kinds, String id) {
    return destinations
        .find(id)
        .filter(it -> kinds.contains(it.kind()) && sees(actor, it))
        .orElseThrow(Deliveries::noDestination);
  }

  private void record(Actor actor, String act, Destination destination) {
    acts.record(
        new AdministrativeAct(
            actor, act, destination.id(), destination.scope(), Map.of("name", destination.name())));
  }

  /**
   * The scope that somebody means who makes a destination.
   *
   * @param named what the request names of it
   * @throws NotFoundException when it is another's: that is not there
   */
  public static Scope scope(Actor actor, Scope named) {
    return actor
        .reach(named)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no such tenant or application for you; name your own"));
  }

  /**
   * Keeps a new destination.
   *
   * @throws InvalidRequestException when there are as many as there may be
   */
  public void add(Actor actor, String act, Destination destination) {
    if (destinations.count() >= properties.most()) {
      throw new InvalidRequestException(
          "there are as many webhooks and channels as there may be (menshen.webhooks.most: %d); remove one"
              .formatted(properties.most()));
    }
    record(actor, act, destination);
    destinations.add(destination);
  }

  /** A new id with a prefix that says of what. */
  public static String newId(String prefix) {
    return DeliveryStore.newId(prefix);
  }

  /** Changes a destination; one that is switched on again is served soon. */
  public Destination change(
      Actor actor, String act, Destination destination, UnaryOperator<Destination> change) {
    record(actor, act, destination);
    Destination changed =
        destinations.change(destination.id(), change).orElseThrow(Deliveries::noDestination);
    wake.accept(changed.id());
    return changed;
  }

  /** Removes a destination and its deliveries. */
  public void remove(Actor actor, String act, Destination destination) {
    record(actor, act, destination);
    destinations.remove(destination.id());
  }

  /** Has a test event sent to a destination, which is told apart from others by its type. */
  public void sendTest(Actor actor, String act, Destination destination) {
    record(actor, act, destination);
    events.publish(
        new Event(
            "webhook.test",
            destination.scope(),
            clock.instant(),
            Map.of("destination", destination.id())),
        List.of(destination.id()));
  }

  /** A page of deliveries that somebody may see, the newest first. */
  List<Delivery> page(
      Actor actor,
      Optional<String> destination,
      Optional<Delivery.State> state,
      Optional<DeliveryCursor> before,
      int limit) {
    List<String> seen =
        destinations.all().stream()
            .filter(it -> sees(actor, it))
            .map(Destination::id)
            .filter(id -> destination.filter(wanted -> !wanted.equals(id)).isEmpty())
            .toList();
    return deliveries.page(seen, state, before, limit);
  }

  /**
   * Has a dead delivery tried again.
   *
   * @throws NotFoundException when there is none that the actor may see
   */
  Delivery replay(Actor actor, String id) {
    Delivery delivery = deliveries.find(id).orElseThrow(Deliveries::noDelivery);
    Destination destination =
        destinations
            .find(delivery.destination())
            .filter(it -> sees(actor, it))
            .orElseThrow(Deliveries::noDelivery);
    if (delivery.state() != Delivery.State.DEAD) {
      throw noDelivery();
    }
    acts.record(
        new AdministrativeAct(
            actor,
            "delivery.replay",
            id,
            destination.scope(),
            Map.of("destination", destination.id())));
    deliveries.replay(id, clock.instant(), properties.giveUp());
    wake.accept(destination.id());
    return deliveries.find(id).orElseThrow(Deliveries::noDelivery);
  }

  private static NotFoundException noDestination() {
    return new NotFoundException("there is nothing with this id; list what there is");
  }

  private static NotFoundException noDelivery() {
    return new NotFoundException(
        "there is no dead delivery with this id; GET /api/v1/deliveries?state=dead lists them");
  }

  private static boolean sees(Actor actor, Destination destination) {
    return actor.sees(destination.scope());
  }
}
