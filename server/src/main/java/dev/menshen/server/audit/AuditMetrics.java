package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the journal: {@code menshen.audit.records} by kind and result ({@code written}, {@code
 * missing}), {@code menshen.audit.commit}, the time that one takes from the first byte until it is
 * on the disk, {@code menshen.audit.failures}, the commits that failed, and {@code
 * menshen.audit.queue}.
 */
final class AuditMetrics {
  private final Map<RecordKind, Counter> written = new EnumMap<>(RecordKind.class);
  private final Map<RecordKind, Counter> missing = new EnumMap<>(RecordKind.class);
  private final Timer commit;
  private final Counter failures;

  AuditMetrics(MeterRegistry registry, Intake intake) {
    for (RecordKind kind : RecordKind.values()) {
      written.put(kind, records(registry, kind, "written"));
      missing.put(kind, records(registry, kind, "missing"));
    }
    commit =
        Timer.builder("menshen.audit.commit")
            .description("Time that it takes to bring a group of records to the disk")
            .publishPercentileHistogram()
            .register(registry);
    failures = registry.counter("menshen.audit.failures");
    Gauge.builder("menshen.audit.queue", intake, Intake::size)
        .description("Records that wait to be written")
        .register(registry);
  }

  void committed(List<Entry> entries, Duration time) {
    commit.record(time);
    for (RecordKind kind : RecordKind.values()) {
      int count = entries.stream().filter(entry -> entry.kind() == kind).toList().size();
      requireNonNull(written.get(kind), "no counter").increment(count);
    }
  }

  void failed() {
    failures.increment();
  }

  void missing(RecordKind kind) {
    requireNonNull(missing.get(kind), "no counter").increment();
  }

  private static Counter records(MeterRegistry registry, RecordKind kind, String result) {
    return Counter.builder("menshen.audit.records")
        .description("Records of moderations and of acts")
        .tag("kind", kind.label())
        .tag("result", result)
        .register(registry);
  }
}
