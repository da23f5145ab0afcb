package dev.menshen.server.effect;

import dev.menshen.effect.EffectDispatcher;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether effects are delivered. Effects that could not be do not make the server unready: it
 * judges and decides as well as ever.
 */
@Component
final class EffectHealth implements HealthIndicator {
  private static final Status UNDELIVERED =
      new Status("UNDELIVERED", "some effects could not be delivered");

  private final EffectDispatcher dispatcher;

  EffectHealth(EffectDispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public Health health() {
    int undelivered = dispatcher.undeliveredCount();
    return (undelivered == 0 ? Health.up() : Health.status(UNDELIVERED))
        .withDetail("pending", dispatcher.pending())
        .withDetail("undelivered", undelivered)
        .build();
  }
}
