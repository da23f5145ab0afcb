package dev.menshen.server.webhook;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether events reach their destinations. Deliveries that were given up do not make the server
 * unready: it judges and decides as well as ever.
 */
final class DeliveryHealth implements HealthIndicator {
  private static final Status DEAD_LETTERS =
      new Status("DEAD_LETTERS", "some events could not be delivered");

  private final DeliveryMetrics metrics;

  DeliveryHealth(DeliveryMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public Health health() {
    DeliveryMetrics.Counts counts = metrics.counts();
    return (counts.dead() == 0 ? Health.up() : Health.status(DEAD_LETTERS))
        .withDetail("pending", counts.pending())
        .withDetail("dead", counts.dead())
        .build();
  }
}
