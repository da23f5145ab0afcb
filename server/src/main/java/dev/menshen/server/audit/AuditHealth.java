package dev.menshen.server.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether records are written. A server that refuses requests without a record is not ready while
 * they are not; one that goes on is, and says what is missing.
 */
final class AuditHealth implements HealthIndicator {
  private final @Nullable Journal journal;
  private final AuditProperties properties;

  AuditHealth(@Nullable Journal journal, AuditProperties properties) {
    this.journal = journal;
    this.properties = properties;
  }

  @Override
  public Health health() {
    if (journal == null) {
      return Health.up().withDetail("journal", "none, as there is no data folder").build();
    }
    Optional<Gap> gap = journal.gap();
    if (gap.isEmpty()) {
      return Health.up().withDetail("line", journal.head().point().sequence()).build();
    }
    Health.Builder health =
        switch (properties.onFailure()) {
          case REFUSE -> Health.outOfService();
          case CONTINUE -> Health.up();
        };
    return health
        .withDetail("reason", "the audit journal cannot be written: " + gap.get().cause())
        .withDetail("since", gap.get().since().toString())
        .withDetail("missing", gap.get().records())
        .build();
  }
}
