package dev.menshen.server.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.cache.AssessmentCache.Source;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec;
import dev.menshen.cache.FindingCodec.Kept;
import dev.menshen.server.cache.CacheMetrics.Result;
import dev.menshen.server.redis.RedisLink;
import dev.menshen.server.redis.RedisUnavailableException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Findings in Redis. Whoever finds none takes the text upon itself for a while, so that the other
 * instances wait for its finding and do not judge the same text too. Where Redis does not answer
 * they just do.
 *
 * <pre>
 * finding:{KEY}  what {@link FindingCodec} makes of a finding, gone when it is not kept any more
 * lock:{KEY}     who makes the finding, gone when it has or after {@code menshen.cache.sharing.lock}
 * </pre>
 */
final class RedisFindings implements SharedFindings {
  private static final byte[] MINE = {'+'};
  private static final byte[] HELD = {'-'};

  /** The finding, or whether the text is now one's own or is another's. */
  private static final String CLAIM =
      """
      local finding = redis.call('GET', KEYS[1])
      if finding then
        return finding
      end
      return redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) and '+' or '-'
      """;

  /** Ends a claim, should it still be one's own, with the finding if there is one. */
  private static final String SETTLE =
      """
      if ARGV[2] ~= '' then
        redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
      end
      if redis.call('GET', KEYS[2]) == ARGV[1] then
        redis.call('DEL', KEYS[2])
      end
      return '+'
      """;

  private final RedisLink redis;
  private final FindingCodec codec;
  private final CacheProperties.Sharing sharing;
  private final InstantSource clock;
  private final CacheMetrics metrics;

  RedisFindings(
      RedisLink redis,
      FindingCodec codec,
      CacheProperties.Sharing sharing,
      InstantSource clock,
      CacheMetrics metrics) {
    this.redis = requireNonNull(redis, "redis is null");
    this.codec = requireNonNull(codec, "codec is null");
    this.sharing = requireNonNull(sharing, "sharing is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  @Override
  public Fetched get(CacheKey key, Supplier<Kept> computation, Deadline deadline) {
    byte[] token = UUID.randomUUID().toString().getBytes(UTF_8);
    Deadline patience = deadline.earlier(Deadline.of(sharing.patience()));
    Optional<byte[]> found = claim(key, token);
    boolean waited = false;
    while (found.isPresent() && isOne(found.get(), HELD) && !patience.expired()) {
      pause();
      waited = true;
      found = claim(key, token);
    }
    deadline.check();
    Optional<Kept> kept = found.flatMap(bytes -> codec.decode(key, bytes)).filter(this::isFresh);
    metrics.shared(result(key, found, kept.isPresent(), waited));
    return kept.isPresent()
        ? new Fetched(kept.get(), Source.SHARED)
        : new Fetched(compute(key, token, computation), Source.COMPUTED);
  }

  private Result result(CacheKey key, Optional<byte[]> found, boolean usable, boolean waited) {
    if (usable) {
      return waited ? Result.JOINED : Result.HIT;
    }
    if (found.isEmpty()) {
      return Result.ERROR;
    }
    byte[] bytes = found.get();
    boolean miss = isOne(bytes, MINE) || isOne(bytes, HELD) || codec.decode(key, bytes).isPresent();
    return miss ? Result.MISS : Result.POISONED;
  }

  private Kept compute(CacheKey key, byte[] token, Supplier<Kept> computation) {
    byte[] value = {};
    Duration left = Duration.ZERO;
    try {
      Kept kept = computation.get();
      value = codec.encode(key, kept);
      left = Duration.between(clock.instant(), kept.until());
      return kept;
    } finally {
      settle(key, token, value, Math.max(1, left.toMillis()));
    }
  }

  /** What Redis says; nothing when it does not answer. */
  private Optional<byte[]> claim(CacheKey key, byte[] token) {
    try {
      return Optional.of(
          redis.call(
              commands ->
                  commands.<byte[]>eval(
                      CLAIM,
                      ScriptOutputType.VALUE,
                      keys(key),
                      token,
                      utf8(sharing.lock().toMillis()))));
    } catch (RedisUnavailableException e) {
      // It is counted, and the log was told when Redis began to fail.
      return Optional.empty();
    }
  }

  /** Nobody waits for this: the finding is there without it. */
  private void settle(CacheKey key, byte[] token, byte[] value, long milliseconds) {
    var _ =
        redis.conclude(
            commands ->
                commands.<byte[]>eval(
                    SETTLE, ScriptOutputType.VALUE, keys(key), token, value, utf8(milliseconds)));
  }

  private boolean isFresh(Kept kept) {
    return kept.until().isAfter(clock.instant());
  }

  private void pause() {
    try {
      Thread.sleep(sharing.poll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotScannedException(
          Reason.CANCELLED, "the request was cancelled before there was a verdict");
    }
  }

  private String[] keys(CacheKey key) {
    // In braces: both in one slot of a cluster.
    return new String[] {
      redis.key("finding:{" + key.digest() + "}"), redis.key("lock:{" + key.digest() + "}")
    };
  }

  private static boolean isOne(byte[] answer, byte[] sign) {
    return answer.length == 1 && answer[0] == sign[0];
  }

  private static byte[] utf8(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }
}
