package dev.menshen.server.guard;

import dev.menshen.BoundedGuard;
import dev.menshen.Guard;
import dev.menshen.guard.lite.LiteGuard;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.telemetry.GuardMetrics;
import dev.menshen.server.telemetry.GuardReadiness;
import dev.menshen.server.telemetry.ModerationMetrics;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline and the guard in it; the pipeline closes the guard. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Guard guard() {
    return LiteGuard.load();
  }

  @Bean(destroyMethod = "")
  BoundedGuard boundedGuard(Guard guard, GuardProperties properties, GuardMetrics metrics) {
    BoundedGuard bounded =
        new BoundedGuard(
            metrics.timed(guard),
            new BoundedGuard.Limits(
                properties.threads() > 0 ? properties.threads() : GuardThreads.suiting(guard),
                properties.queue(),
                properties.timeout(),
                properties.bulkPatience()),
            (priority, wait) -> metrics.waited(guard.info(), priority, wait));
    metrics.watchQueue(bounded);
    return bounded;
  }

  @Bean(destroyMethod = "close")
  Pipeline pipeline(BoundedGuard guard, ModerationMetrics metrics, GuardReadiness readiness) {
    return Pipeline.of(guard).observedBy(metrics.andThen(readiness));
  }
}
