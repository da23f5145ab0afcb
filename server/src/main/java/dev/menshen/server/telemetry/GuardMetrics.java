package dev.menshen.server.telemetry;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.BoundedGuard;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Measures a guard: {@code menshen.guard.duration} by guard, phase ({@code queue} is the wait for a
 * thread, {@code inference} the work) and priority, and {@code menshen.guard.queue} by priority,
 * the conversations that wait now.
 */
@Component
public final class GuardMetrics {
  private final MeterRegistry registry;

  GuardMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Times the work of a guard, whether it ends in a verdict or not. */
  public Guard timed(Guard guard) {
    Map<Priority, Timer> timers = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      timers.put(priority, timer(guard.info(), "inference", priority));
    }
    return new TimedGuard(guard, timers);
  }

  /** Records how long a conversation waited for one of the guard's threads. */
  public void waited(GuardInfo guard, Priority priority, Duration wait) {
    timer(guard, "queue", priority).record(wait);
  }

  /** Shows the length of a guard's queue. */
  public void watchQueue(BoundedGuard guard) {
    for (Priority priority : Priority.values()) {
      Gauge.builder("menshen.guard.queue", guard, it -> it.queued(priority))
          .description("Conversations that wait for a thread of the guard")
          .tag("priority", priority.label())
          .register(registry);
    }
  }

  private Timer timer(GuardInfo guard, String phase, Priority priority) {
    return Timer.builder("menshen.guard.duration")
        .description("Time that conversations spend in a phase of the guard")
        .tag("guard", guard.kind().label())
        .tag("phase", phase)
        .tag("priority", priority.label())
        .publishPercentileHistogram()
        .register(registry);
  }

  private record TimedGuard(Guard guard, Map<Priority, Timer> timers) implements Guard {
    @Override
    public GuardInfo info() {
      return guard.info();
    }

    @Override
    public Assessment assess(Conversation conversation, AssessmentOptions options) {
      Timer.Sample sample = Timer.start();
      try {
        return guard.assess(conversation, options);
      } finally {
        sample.stop(requireNonNull(timers.get(options.priority()), "no timer"));
      }
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
