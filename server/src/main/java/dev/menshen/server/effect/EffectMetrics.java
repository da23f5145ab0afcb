package dev.menshen.server.effect;

import dev.menshen.effect.EffectDispatcher;
import dev.menshen.effect.EffectListener;
import dev.menshen.policy.Action;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts what becomes of effects: {@code menshen.effects} by kind (the action), sink and result;
 * {@code menshen.effects.pending} are those that wait or are under way now, and {@code
 * menshen.effects.undelivered} those that could not be delivered and are kept.
 */
@Component
final class EffectMetrics implements EffectListener {
  private final MeterRegistry registry;

  EffectMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void happened(String sink, Action action, Result result) {
    registry
        .counter("menshen.effects", "kind", action.label(), "sink", sink, "result", result.label())
        .increment();
  }

  /** Shows what waits and what could not be delivered. */
  void watch(EffectDispatcher dispatcher) {
    Gauge.builder("menshen.effects.pending", dispatcher, EffectDispatcher::pending)
        .description("Effects that wait for their delivery or are under way")
        .register(registry);
    Gauge.builder("menshen.effects.undelivered", dispatcher, EffectDispatcher::undeliveredCount)
        .description("Effects that could not be delivered and are kept")
        .register(registry);
  }
}
