package dev.menshen.server.webhook;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Gives up what waits too long, forgets what need not be kept, and encrypts under the newest key.
 */
final class Housekeeping {
  private final DestinationStore destinations;
  private final DeliveryStore deliveries;
  private final WebhookProperties properties;
  private final InstantSource clock;

  Housekeeping(
      DestinationStore destinations,
      DeliveryStore deliveries,
      WebhookProperties properties,
      InstantSource clock) {
    this.destinations = destinations;
    this.deliveries = deliveries;
    this.properties = properties;
    this.clock = clock;
  }

  void run() {
    Instant now = clock.instant();
    deliveries.giveUpLate("expired", now);
    deliveries.sweep(now.minus(properties.keepDelivered()), now.minus(properties.keepDead()));
    destinations.reseal();
  }
}
