package dev.menshen.server.redis;

import dev.menshen.Secret;
import dev.menshen.ban.BanStore;
import dev.menshen.policy.ThreadStore;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Redis, where {@code menshen.redis.url} names one. Bans and threads are kept in it then, as it is
 * faster than the database; those of the database are not used.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(RedisConfigured.class)
class RedisConfiguration {
  private static final List<CircuitBreaker.State> STATES =
      List.of(
          CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN, CircuitBreaker.State.HALF_OPEN);

  @Bean(destroyMethod = "close")
  RedisLink redisLink(RedisProperties properties, MeterRegistry registry) {
    RedisLink redis = new RedisLink(properties);
    for (CircuitBreaker.State state : STATES) {
      Gauge.builder("menshen.redis.breaker", redis, it -> it.state() == state ? 1 : 0)
          .description("1 for the state that the breaker before Redis is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    redis.start();
    return redis;
  }

  @Bean
  RedisHealth redisHealth(RedisLink redis) {
    return new RedisHealth(redis);
  }

  @Bean
  @Primary
  BanStore redisBanStore(RedisLink redis, Secret secret) {
    return new RedisBanStore(redis, secret);
  }

  @Bean
  @Primary
  ThreadStore redisThreadStore(RedisLink redis) {
    return new RedisThreadStore(redis, Clock.systemUTC());
  }
}
