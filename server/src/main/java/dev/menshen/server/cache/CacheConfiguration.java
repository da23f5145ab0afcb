package dev.menshen.server.cache;

import dev.menshen.Secret;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.server.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cache of findings, unless {@code menshen.cache.enabled} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "menshen.cache.enabled", matchIfMissing = true)
class CacheConfiguration {
  @Bean
  AssessmentCache assessmentCache(
      CacheProperties properties,
      Secret secret,
      Optional<RedisLink> redis,
      MeterRegistry registry) {
    return LayeredCache.of(properties, secret, redis, registry);
  }
}
