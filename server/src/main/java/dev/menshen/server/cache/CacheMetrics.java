package dev.menshen.server.cache;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what came of looking for findings: {@code menshen.cache} by layer ({@code local}, {@code
 * shared}) and result. Each look is counted once in a layer.
 */
final class CacheMetrics {
  private final Map<Result, Counter> local;
  private final Map<Result, Counter> shared;

  CacheMetrics(MeterRegistry registry) {
    this.local = counters(registry, "local");
    this.shared = counters(registry, "shared");
  }

  /** What came of a look. */
  enum Result {
    /** It was there. */
    HIT("hit"),
    /** It was not. */
    MISS("miss"),
    /** Somebody else, in this process or in another, was about to make it. */
    JOINED("joined"),
    /** There was something else in its place, or something that nobody with the secret made. */
    POISONED("poisoned"),
    /** The layer did not answer. */
    ERROR("error");

    private final String label;

    Result(String label) {
      this.label = label;
    }
  }

  void local(Result result) {
    requireNonNull(local.get(result), "no counter").increment();
  }

  void shared(Result result) {
    requireNonNull(shared.get(result), "no counter").increment();
  }

  private static Map<Result, Counter> counters(MeterRegistry registry, String layer) {
    Map<Result, Counter> counters = new EnumMap<>(Result.class);
    for (Result result : Result.values()) {
      counters.put(
          result,
          Counter.builder("menshen.cache")
              .description("Looks for findings that were made before, by what came of them")
              .tag("layer", layer)
              .tag("result", result.label)
              .register(registry));
    }
    return counters;
  }
}
