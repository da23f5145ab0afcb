package dev.menshen.server.policy;

import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Observer;
import dev.menshen.policy.DecisionDifference;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what candidates would have decided beside the active policies: {@code
 * menshen.policies.shadow} by both outcomes and whether anything is done otherwise.
 */
final class ShadowMetrics implements Observer {
  private final MeterRegistry registry;

  ShadowMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void moderated(Moderation moderation) {
    moderation
        .candidate()
        .map(candidate -> DecisionDifference.between(moderation.decision(), candidate))
        .ifPresent(
            difference ->
                registry
                    .counter(
                        "menshen.policies.shadow",
                        "active",
                        difference.before().label(),
                        "candidate",
                        difference.after().label(),
                        "changed",
                        Boolean.toString(difference.isChange()))
                    .increment());
  }
}
