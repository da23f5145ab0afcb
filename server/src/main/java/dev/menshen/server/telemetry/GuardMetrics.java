package dev.menshen.server.telemetry;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.BoundedGuard;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Measures a guard: {@code menshen.guard.duration} by guard and phase ({@code queue} is the wait
 * for a thread, {@code inference} the work), and {@code menshen.guard.queue}, the conversations
 * that wait now.
 */
@Component
public final class GuardMetrics {
  private final MeterRegistry registry;

  GuardMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Times the work of a guard, whether it ends in a verdict or not. */
  public Guard timed(Guard guard) {
    return new TimedGuard(guard, timer(guard.info(), "inference"));
  }

  /** Records how long a conversation waited for one of the guard's threads. */
  public void waited(GuardInfo guard, Duration wait) {
    timer(guard, "queue").record(wait);
  }

  /** Shows the length of a guard's queue. */
  public void watchQueue(BoundedGuard guard) {
    Gauge.builder("menshen.guard.queue", guard, BoundedGuard::queued)
        .description("Conversations that wait for a thread of the guard")
        .register(registry);
  }

  private Timer timer(GuardInfo guard, String phase) {
    return Timer.builder("menshen.guard.duration")
        .description("Time that conversations spend in a phase of the guard")
        .tag("guard", guard.kind().label())
        .tag("phase", phase)
        .publishPercentileHistogram()
        .register(registry);
  }

  private record TimedGuard(Guard guard, Timer timer) implements Guard {
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
        sample.stop(timer);
      }
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
