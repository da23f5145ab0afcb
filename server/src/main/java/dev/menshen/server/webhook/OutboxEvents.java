package dev.menshen.server.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Keeps events in the database, and says when they are there. */
final class OutboxEvents implements WebhookEvents {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final DestinationStore destinations;
  private final DeliveryStore deliveries;
  private final WebhookProperties properties;
  private final Consumer<String> wake;
  private final InstantSource clock;

  /**
   * Keeps events.
   *
   * @param wake told of each destination for which an event has been committed
   */
  OutboxEvents(
      DestinationStore destinations,
      DeliveryStore deliveries,
      WebhookProperties properties,
      Consumer<String> wake,
      InstantSource clock) {
    this.destinations = destinations;
    this.deliveries = deliveries;
    this.properties = properties;
    this.wake = wake;
    this.clock = clock;
  }

  @Override
  public void publish(Event event) {
    publish(event, destinations.wanting(event.type(), event.scope()));
  }

  /** Keeps an event for some destinations, whatever they want. */
  void publish(Event event, List<String> to) {
    if (to.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    deliveries.add(message(event), event.scope(), to, now, properties.giveUp());
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              to.forEach(wake);
            }
          });
    } else {
      to.forEach(wake);
    }
  }

  private static Delivery.Message message(Event event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", event.type());
    body.put("timestamp", event.time().toString());
    body.put("data", event.data());
    return new Delivery.Message(
        DeliveryStore.newId("evt_"), event.type(), event.time(), MAPPER.writeValueAsString(body));
  }
}
