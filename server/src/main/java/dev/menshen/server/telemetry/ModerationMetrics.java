package dev.menshen.server.telemetry;

import dev.menshen.Direction;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Observer;
import dev.menshen.policy.Decision.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** The counters that were asked for: the registry would sort their tags each time. */
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

  ModerationMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void moderated(Moderation moderation) {
    Outcome outcome = moderation.decision().outcome();
    Counted counted =
        switch (moderation) {
          case Moderation.Assessed assessed ->
              new Scanned(
                  assessed.decision().severity().orElseThrow(),
                  outcome,
                  assessed.direction(),
                  assessed.guard().kind());
          case Moderation.NotScanned notScanned -> new Unscanned(notScanned.reason(), outcome);
        };
    counters.computeIfAbsent(counted, it -> it.counter(registry)).increment();
  }

  @Override
  public void failed(Part part) {
    registry.counter("menshen.parts.failed", "part", part.label()).increment();
  }

  /** What moderations are counted together. */
  private sealed interface Counted {
    Counter counter(MeterRegistry registry);
  }

  private record Scanned(
      Severity severity, Outcome outcome, Direction direction, GuardInfo.Kind guard)
      implements Counted {
    @Override
    public Counter counter(MeterRegistry registry) {
      return registry.counter(
          "menshen.moderations",
          "severity",
          severity.label(),
          "action",
          outcome.label(),
          "direction",
          direction.label(),
          "guard",
          guard.label());
    }
  }

  private record Unscanned(Reason reason, Outcome outcome) implements Counted {
    @Override
    public Counter counter(MeterRegistry registry) {
      return registry.counter(
          "menshen.not_scanned", "reason", reason.label(), "action", outcome.label());
    }
  }
}
