package dev.menshen.server.review;

import dev.menshen.Severity;
import dev.menshen.review.ReviewState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.dao.DataAccessException;

/**
 * Shows {@code menshen.review.items} that wait by state, {@code menshen.review.age} of the oldest
 * of them in seconds, and counts {@code menshen.review.decisions} by severity and {@code
 * menshen.review.expired}, the items that nobody had decided about in time.
 */
final class ReviewMetrics {
  /** So long figures hold: they are counted in the database, and asked for by each gauge. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final MeterRegistry registry;
  private final ReviewFigures figures;
  private final InstantSource clock;
  private final Counter expired;
  private final AtomicReference<Counted> counted =
      new AtomicReference<>(new Counted(Instant.EPOCH, List.of()));

  ReviewMetrics(MeterRegistry registry, ReviewFigures figures, InstantSource clock) {
    this.registry = registry;
    this.figures = figures;
    this.clock = clock;
    this.expired =
        Counter.builder("menshen.review.expired")
            .description("Review items whose text was erased before anybody had decided")
            .register(registry);
    for (ReviewState state : ReviewState.values()) {
      if (state.waits()) {
        Gauge.builder("menshen.review.items", this, it -> it.items(state))
            .description("Review items that wait")
            .tag("state", state.label())
            .register(registry);
      }
    }
    Gauge.builder("menshen.review.age", this, ReviewMetrics::age)
        .description("The age of the oldest review item that waits")
        .baseUnit("seconds")
        .register(registry);
  }

  void decided(Severity severity) {
    registry.counter("menshen.review.decisions", "severity", severity.label()).increment();
  }

  void expired(int items) {
    expired.increment(items);
  }

  private double items(ReviewState state) {
    return counted().waiting().stream()
        .filter(it -> it.state() == state)
        .mapToLong(ReviewFigures.Waiting::count)
        .sum();
  }

  private double age() {
    Instant now = clock.instant();
    return counted().waiting().stream()
        .map(it -> Duration.between(it.oldest(), now).toMillis() / 1e3)
        .max(Double::compare)
        .orElse(0.0);
  }

  /** What waits, as it was less than {@link #FRESH} ago; when it cannot be counted, as it was. */
  private Counted counted() {
    Counted last = counted.get();
    Instant now = clock.instant();
    if (last.time().plus(FRESH).isAfter(now)) {
      return last;
    }
    try {
      counted.set(new Counted(now, figures.waiting(Optional.empty())));
    } catch (DataAccessException e) {
      counted.set(new Counted(now, last.waiting()));
    }
    return counted.get();
  }

  private record Counted(Instant time, List<ReviewFigures.Waiting> waiting) {}
}
