package dev.menshen.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Deadline;
import dev.menshen.Finding;
import dev.menshen.Secret;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec;
import dev.menshen.server.redis.RedisLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server as far as findings go, one of several over one Redis. */
final class Instance implements AutoCloseable {
  static final Secret SECRET = Secret.of(new byte[32]);
  static final CacheProperties.Sharing SHARING =
      new CacheProperties.Sharing(
          Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(5));

  private final @Nullable RedisLink link;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LayeredCache cache;
  private final AtomicInteger computed = new AtomicInteger();
  final AdjustableTime time = new AdjustableTime();

  Instance(@Nullable RedisLink link) {
    this(link, SHARING);
  }

  Instance(@Nullable RedisLink link, CacheProperties.Sharing sharing) {
    this.link = link;
    CacheMetrics metrics = new CacheMetrics(registry);
    cache =
        new LayeredCache(
            new LocalFindings(1000, 1 << 20, time, time),
            link == null
                ? SharedFindings.NONE
                : new RedisFindings(link, new FindingCodec(SECRET), sharing, time, metrics),
            Duration.ofHours(24),
            time,
            metrics);
  }

  /** Asks for the finding of a key, and counts when it has to be made. */
  Answer get(CacheKey key, Finding finding) {
    return get(key, () -> finding, Deadline.none());
  }

  Answer get(CacheKey key, AssessmentCache.Computation computation, Deadline deadline) {
    return cache.get(
        key,
        () -> {
          computed.incrementAndGet();
          return computation.compute();
        },
        deadline);
  }

  int computed() {
    return computed.get();
  }

  /** How often something came of a look in a layer. */
  int count(String layer, String result) {
    return (int)
        registry.get("menshen.cache").tag("layer", layer).tag("result", result).counter().count();
  }

  void assertShared(String result) {
    assertThat(count("shared", result)).as(result).isEqualTo(1);
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
    }
  }
}
