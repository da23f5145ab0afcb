package dev.menshen.server.limit;

import dev.menshen.Secret;
import dev.menshen.server.access.Actors;
import dev.menshen.server.redis.RedisLink;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The limits, shared where there is a Redis. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {
  @Bean
  Limits limits(
      QuotaProperties quotas,
      Actors actors,
      Secret secret,
      Optional<RedisLink> redis,
      MeterRegistry registry) {
    return new Limits(
        quotas,
        actors,
        secret,
        redis
            .filter(_ -> quotas.limits())
            .map(
                it ->
                    new SharedBuckets(
                        it, quotas.shared(), registry, TimeMeter.SYSTEM_MILLISECONDS)),
        registry,
        TimeMeter.SYSTEM_MILLISECONDS);
  }
}
