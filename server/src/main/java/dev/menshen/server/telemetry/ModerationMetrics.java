package dev.menshen.server.telemetry;

import dev.menshen.pipeline.Moderation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Counts the pipeline's moderations: {@code menshen.moderations} by severity, direction and guard,
 * and {@code menshen.not_scanned} by reason. What was not scanned has no severity and is counted in
 * the second alone.
 */
@Component
public final class ModerationMetrics implements Consumer<Moderation> {
  private final MeterRegistry registry;

  ModerationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(Moderation moderation) {
    switch (moderation) {
      case Moderation.Assessed assessed ->
          registry
              .counter(
                  "menshen.moderations",
                  "severity",
                  assessed.assessment().severity().label(),
                  "direction",
                  assessed.direction().label(),
                  "guard",
                  assessed.guard().kind().label())
              .increment();
      case Moderation.NotScanned notScanned ->
          registry
              .counter("menshen.not_scanned", "reason", notScanned.reason().label())
              .increment();
    }
  }
}
