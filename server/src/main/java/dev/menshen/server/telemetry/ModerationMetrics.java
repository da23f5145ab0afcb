package dev.menshen.server.telemetry;

import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Observer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts the pipeline's moderations: {@code menshen.moderations} by severity, action, direction and
 * guard, {@code menshen.not_scanned} by reason and action, and {@code menshen.parts.failed} by
 * part. The severity is what the policy makes of the text. What was not scanned has none and is
 * counted in the second alone.
 */
@Component
public final class ModerationMetrics implements Observer {
  private final MeterRegistry registry;

  ModerationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void moderated(Moderation moderation) {
    String action = moderation.decision().outcome().label();
    switch (moderation) {
      case Moderation.Assessed assessed ->
          registry
              .counter(
                  "menshen.moderations",
                  "severity",
                  assessed.decision().severity().orElseThrow().label(),
                  "action",
                  action,
                  "direction",
                  assessed.direction().label(),
                  "guard",
                  assessed.guard().kind().label())
              .increment();
      case Moderation.NotScanned notScanned ->
          registry
              .counter(
                  "menshen.not_scanned", "reason", notScanned.reason().label(), "action", action)
              .increment();
    }
  }

  @Override
  public void failed(Part part) {
    registry.counter("menshen.parts.failed", "part", part.label()).increment();
  }
}
