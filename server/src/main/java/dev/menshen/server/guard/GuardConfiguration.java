package dev.menshen.server.guard;

import dev.menshen.BoundedGuard;
import dev.menshen.Guard;
import dev.menshen.Pipeline;
import dev.menshen.guard.lite.LiteGuard;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline and the guard in it. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Guard guard() {
    return LiteGuard.load();
  }

  @Bean(destroyMethod = "")
  BoundedGuard boundedGuard(Guard guard, GuardProperties properties) {
    return new BoundedGuard(
        guard, properties.effectiveThreads(), properties.queue(), properties.timeout());
  }

  @Bean
  Pipeline pipeline(BoundedGuard guard) {
    return Pipeline.of(guard);
  }
}
