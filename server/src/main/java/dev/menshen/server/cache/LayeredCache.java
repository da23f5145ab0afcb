package dev.menshen.server.cache;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.menshen.Deadline;
import dev.menshen.Finding;
import dev.menshen.Secret;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec;
import dev.menshen.cache.FindingCodec.Kept;
import dev.menshen.cache.SingleFlight;
import dev.menshen.server.cache.CacheMetrics.Result;
import dev.menshen.server.cache.SharedFindings.Fetched;
import dev.menshen.server.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks in this process, then among what the instances share, and computes at last; of requests for
 * the same, one goes past this process.
 */
public final class LayeredCache implements AssessmentCache {
  private final LocalFindings local;
  private final SharedFindings shared;
  private final Duration ttl;
  private final InstantSource clock;
  private final CacheMetrics metrics;
  private final SingleFlight flight = SingleFlight.before(this::behind);

  LayeredCache(
      LocalFindings local,
      SharedFindings shared,
      Duration ttl,
      InstantSource clock,
      CacheMetrics metrics) {
    this.local = requireNonNull(local, "local is null");
    this.shared = requireNonNull(shared, "shared is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /**
   * The cache of these settings.
   *
   * @param redis where findings are shared; empty: they are not
   */
  public static LayeredCache of(
      CacheProperties properties,
      Secret secret,
      Optional<RedisLink> redis,
      MeterRegistry registry) {
    Clock clock = Clock.systemUTC();
    CacheMetrics metrics = new CacheMetrics(registry);
    LocalFindings local =
        new LocalFindings(
            properties.entries(), properties.size().toBytes(), clock, Ticker.systemTicker());
    CaffeineCacheMetrics.monitor(registry, local.cache(), "findings");
    FindingCodec codec = new FindingCodec(secret);
    SharedFindings shared =
        redis
            .<SharedFindings>map(
                link -> new RedisFindings(link, codec, properties.sharing(), clock, metrics))
            .orElse(SharedFindings.NONE);
    return new LayeredCache(local, shared, properties.ttl(), clock, metrics);
  }

  @Override
  public Answer get(CacheKey key, Computation computation, Deadline deadline) {
    Finding kept = local.find(key);
    if (kept != null) {
      metrics.local(Result.HIT);
      return new Answer(kept, Source.LOCAL);
    }
    Answer answer = flight.get(key, computation, deadline);
    metrics.local(
        switch (answer.source()) {
          case LOCAL -> Result.HIT;
          case JOINED -> Result.JOINED;
          case COMPUTED, SHARED -> Result.MISS;
        });
    return answer;
  }

  private Answer behind(CacheKey key, Computation computation, Deadline deadline) {
    // It may have come since this request looked, with a flight that has just ended.
    Finding kept = local.find(key);
    if (kept != null) {
      return new Answer(kept, Source.LOCAL);
    }
    Fetched fetched = shared.get(key, () -> keep(computation.compute()), deadline);
    local.keep(key, fetched.kept());
    return new Answer(fetched.kept().finding(), fetched.source());
  }

  private Kept keep(Finding finding) {
    return new Kept(finding, clock.instant().plus(ttl));
  }
}
