package dev.menshen.server.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.menshen.Severity;
import dev.menshen.policy.ThreadStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Threads in Redis: {@code thread:DIGEST} holds the severity's label and, after a space, until when
 * it is remembered, in milliseconds since 1970.
 */
final class RedisThreadStore implements ThreadStore {
  private static final Pattern VALUE = Pattern.compile("([A-Za-z]+) ([0-9]{1,18})");

  private final RedisLink redis;
  private final InstantSource clock;

  RedisThreadStore(RedisLink redis, InstantSource clock) {
    this.redis = requireNonNull(redis, "redis is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  @Override
  public Optional<Severity> last(String thread, Instant now) {
    // A list, as an answer is never null.
    return redis.call(commands -> commands.mget(key(thread))).getFirst().stream()
        .map(value -> VALUE.matcher(new String(value, UTF_8)))
        .filter(value -> value.matches() && Long.parseLong(value.group(2)) > now.toEpochMilli())
        .findFirst()
        .flatMap(value -> Severity.ofLabel(value.group(1)));
  }

  @Override
  public void remember(String thread, Severity severity, Instant until) {
    Duration left = Duration.between(clock.instant(), until);
    if (left.toMillis() < 1) {
      var _ = redis.call(commands -> commands.del(key(thread)));
      return;
    }
    byte[] value = "%s %d".formatted(severity.label(), until.toEpochMilli()).getBytes(UTF_8);
    var _ = redis.call(commands -> commands.psetex(key(thread), left.toMillis(), value));
  }

  private String key(String thread) {
    return redis.key("thread:" + thread);
  }
}
