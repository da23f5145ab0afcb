package dev.menshen.server.limit;

import dev.menshen.server.redis.RedisLink;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.PipelinedRedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * What instances count together, in Redis. Each bucket is asked from a copy in this process, which
 * tells Redis of what it let in only now and then, as {@link QuotaProperties.Shared} says: a
 * request does not wait for Redis unless it is the one that tells.
 */
final class SharedBuckets {
  private static final Logger LOGGER = LoggerFactory.getLogger(SharedBuckets.class);

  /** While Redis is away, one question in so long a time is put to it. */
  private static final Duration RETRY = Duration.ofMillis(100);

  /** So long Redis keeps a bucket that is full again. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final RedisLink redis;
  private final QuotaProperties.Shared settings;
  private final ProxyManager<Object> buckets;
  private final Counter unshared;
  private final AtomicBoolean away = new AtomicBoolean();
  private final AtomicLong failed = new AtomicLong();

  SharedBuckets(
      RedisLink redis, QuotaProperties.Shared settings, MeterRegistry registry, TimeMeter clock) {
    this.redis = redis;
    this.settings = settings;
    this.buckets =
        new LettuceBasedProxyManagerBuilder<>(new Api(redis))
            .clientClock(clock)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
            .build();
    this.unshared =
        Counter.builder("menshen.limits.unshared")
            .description("Questions about limits that were answered without Redis")
            .register(registry);
  }

  /**
   * A bucket that all instances share. Its key holds the quota, so that one which is changed starts
   * anew.
   */
  Bucket bucket(Limit limit, String digest) {
    long quota = limit.quota();
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(it -> it.capacity(quota).refillGreedy(quota, Allowance.PERIOD))
            .build();
    return buckets
        .builder()
        .withOptimization(optimization((long) (quota * settings.slack())))
        .build(
            redis.key("limit:%s:%d:%s".formatted(limit.name(), quota, digest)),
            () -> configuration);
  }

  private Optimization optimization(long slack) {
    return slack < 1
        ? Optimizations.batching()
        : Optimizations.delaying(new DelayParameters(slack, settings.delay()));
  }

  /** Asks a shared bucket; empty when Redis gives no answer. */
  <T> Optional<T> ask(Bucket bucket, Function<Bucket, T> question) {
    // To fail costs more than all else, and what is asked in this time would fail too.
    if (away.get() && System.nanoTime() - failed.get() < RETRY.toNanos()) {
      unshared.increment();
      return Optional.empty();
    }
    try {
      T answer = question.apply(bucket);
      if (away.get() && away.compareAndSet(true, false)) {
        LOGGER.info("limits are shared through Redis again");
      }
      return Optional.of(answer);
    } catch (RuntimeException e) {
      // Whatever Redis or the library has against it, limits go on.
      return unanswered(NestedExceptionUtils.getMostSpecificCause(e).getClass().getSimpleName());
    }
  }

  private <T> Optional<T> unanswered(String reason) {
    unshared.increment();
    failed.set(System.nanoTime());
    if (away.compareAndSet(false, true)) {
      LOGGER.warn(
          "Redis does not answer about limits ({}); this instance limits by itself until it does",
          reason);
    }
    return Optional.empty();
  }

  /** What the library asks of Redis, by way of the link with its timeout and its breaker. */
  private record Api(RedisLink redis) implements RedisApi<Object> {
    @Override
    public <V> RedisFuture<V> eval(
        String script, ScriptOutputType type, Object[] keys, byte[][] arguments) {
      // The library makes an array of objects, whatever the keys are.
      String[] names = Arrays.copyOf(keys, keys.length, String[].class);
      return send(commands -> commands.eval(script, type, names, arguments));
    }

    @Override
    public RedisFuture<byte[]> get(Object key) {
      return send(commands -> commands.get((String) key));
    }

    @Override
    public RedisFuture<?> delete(Object key) {
      return send(commands -> commands.del((String) key));
    }

    private <V> RedisFuture<V> send(
        Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<V>> command) {
      return new PipelinedRedisFuture<>(redis.send(command));
    }
  }
}
