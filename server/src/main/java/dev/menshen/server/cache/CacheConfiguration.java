package dev.menshen.server.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.menshen.Secret;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.cache.FindingCodec;
import dev.menshen.server.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
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
      ObjectProvider<RedisLink> redis,
      MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    CacheMetrics metrics = new CacheMetrics(registry);
    LocalFindings local =
        new LocalFindings(
            properties.entries(), properties.size().toBytes(), clock, Ticker.systemTicker());
    CaffeineCacheMetrics.monitor(registry, local.cache(), "findings");
    RedisLink link = redis.getIfAvailable();
    SharedFindings shared =
        link == null
            ? SharedFindings.NONE
            : new RedisFindings(
                link, new FindingCodec(secret), properties.sharing(), clock, metrics);
    return new LayeredCache(local, shared, properties.ttl(), clock, metrics);
  }
}
