package dev.menshen.server.redis;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether Redis is used. While it fails the server is {@code DEGRADED}, which it says, and neither
 * down nor out of service: texts are judged all the same.
 */
final class RedisHealth implements HealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED");

  private final RedisLink redis;

  RedisHealth(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public Health health() {
    return redis.state() == CircuitBreaker.State.CLOSED
        ? Health.up().build()
        : Health.status(DEGRADED)
            .withDetail("reason", "Redis does not answer; the server goes on without it")
            .build();
  }
}
