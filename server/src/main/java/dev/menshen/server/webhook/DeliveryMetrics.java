package dev.menshen.server.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;

/**
 * Counts what becomes of deliveries: {@code menshen.webhooks.deliveries} by kind (of destination)
 * and result; {@code menshen.webhooks.pending} are those that wait, and {@code
 * menshen.webhooks.dead} those that were given up and are kept, both of the whole installation, as
 * they were at the last look.
 */
final class DeliveryMetrics implements DeliveryListener {
  /** How old a number may be: each look is a query. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final MeterRegistry registry;
  private final DeliveryStore deliveries;
  private Counts counts = new Counts(0, 0);
  private long looked = System.nanoTime() - LOOK.toNanos();

  DeliveryMetrics(MeterRegistry registry, DeliveryStore deliveries) {
    this.registry = registry;
    this.deliveries = deliveries;
    gauge("menshen.webhooks.pending", "Deliveries that wait", Counts::pending);
    gauge("menshen.webhooks.dead", "Deliveries that were given up and are kept", Counts::dead);
  }

  private void gauge(String name, String description, ToDoubleFunction<Counts> count) {
    Gauge.builder(name, this, metrics -> count.applyAsDouble(metrics.counts()))
        .description(description)
        .register(registry);
  }

  @Override
  public void happened(String kind, Result result) {
    registry
        .counter("menshen.webhooks.deliveries", "kind", kind, "result", result.label())
        .increment();
  }

  /** How many deliveries there are; as it was before when the database cannot say. */
  synchronized Counts counts() {
    if (System.nanoTime() - looked >= LOOK.toNanos()) {
      looked = System.nanoTime();
      try {
        counts =
            new Counts(
                deliveries.count(Delivery.State.WAITING), deliveries.count(Delivery.State.DEAD));
      } catch (DataAccessException e) {
        // Others tell of a database that is away.
      }
    }
    return counts;
  }

  /**
   * How many deliveries there are.
   *
   * @param pending how many wait
   * @param dead how many were given up
   */
  record Counts(long pending, long dead) {}
}
