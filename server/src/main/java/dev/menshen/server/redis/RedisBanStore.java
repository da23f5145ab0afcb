package dev.menshen.server.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.menshen.Keyed;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Strikes and bans in Redis. Each change is a script, which Redis runs at once, so that no strike
 * is lost and of two bans the longer one holds; all keys are in one slot of a cluster for that. All
 * times are milliseconds since 1970, and what has passed is forgotten by Redis itself.
 *
 * <pre>
 * {bans}:ban:SUBJECT      hash of the ban, gone when it ends
 * {bans}:strikes:SUBJECT  sorted set of the moderations that were strikes, by their time
 * {bans}:forget:SUBJECT   the same, by when they may be forgotten
 * {bans}:tenant:DIGEST    sorted set of the banned subjects of a tenant, by the end of their bans
 * </pre>
 */
final class RedisBanStore implements BanStore {
  private static final String STRIKE =
      """
      local forgotten = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
      for _, strike in ipairs(forgotten) do
        redis.call('ZREM', KEYS[1], strike)
        redis.call('ZREM', KEYS[2], strike)
      end
      if redis.call('ZADD', KEYS[1], 'NX', ARGV[2], ARGV[1]) == 1 then
        redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
      end
      local count = redis.call('ZCOUNT', KEYS[1], ARGV[3], '+inf')
      local last = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
      redis.call('PEXPIREAT', KEYS[1], last)
      redis.call('PEXPIREAT', KEYS[2], last)
      return count
      """;

  private static final String BAN =
      """
      local held = redis.call('HGET', KEYS[1], 'until')
      if held and tonumber(held) >= tonumber(ARGV[2]) then
        return 0
      end
      redis.call('HSET', KEYS[1], 'until', ARGV[2], 'since', ARGV[3], 'strikes', ARGV[4],
          'tenant', ARGV[5], 'rule', ARGV[6], 'moderation', ARGV[7])
      redis.call('PEXPIREAT', KEYS[1], ARGV[2])
      redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[3])
      redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
      local last = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
      redis.call('PEXPIREAT', KEYS[2], last)
      return 1
      """;

  private static final String LIFT =
      """
      local held = redis.call('HGET', KEYS[1], 'until')
      redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
      redis.call('ZREM', KEYS[4], ARGV[1])
      return (held and tonumber(held) > tonumber(ARGV[2])) and 1 or 0
      """;

  private static final String[] FIELDS = {
    "until", "since", "strikes", "tenant", "rule", "moderation"
  };

  private final RedisLink redis;
  private final Keyed tenants;

  RedisBanStore(RedisLink redis, Secret secret) {
    this.redis = requireNonNull(redis, "redis is null");
    this.tenants = secret.keyed("tenant");
  }

  @Override
  public int strike(
      Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil) {
    String[] keys = {key("strikes", subject), key("forget", subject)};
    byte[][] arguments = {
      utf8(moderationId), utf8(time), utf8(since), utf8(keepUntil),
    };
    return Math.toIntExact(run(STRIKE, keys, arguments));
  }

  @Override
  public Standing standing(Subject subject, Instant now, Instant since) {
    return redis.call(
        commands -> {
          CompletableFuture<Optional<Ban>> ban = find(commands, subject, now);
          return commands
              .zcount(key("strikes", subject), from(since))
              .toCompletableFuture()
              .thenCombine(ban, (strikes, held) -> new Standing(held, Math.toIntExact(strikes)));
        });
  }

  @Override
  public void ban(Ban ban) {
    String[] keys = {key("ban", ban.subject()), tenant(ban.tenant())};
    byte[][] arguments = {
      utf8(ban.subject().digest()),
      utf8(ban.until()),
      utf8(ban.since()),
      utf8(Integer.toString(ban.strikes())),
      utf8(ban.tenant()),
      utf8(ban.rule()),
      utf8(ban.moderationId())
    };
    var _ = run(BAN, keys, arguments);
  }

  @Override
  public boolean lift(Subject subject, Instant now) {
    // A subject is always of the same tenant.
    List<KeyValue<String, byte[]>> tenant =
        redis.call(commands -> commands.hmget(key("ban", subject), "tenant"));
    String[] keys = {
      key("ban", subject),
      key("strikes", subject),
      key("forget", subject),
      tenant(tenant.getFirst().map(RedisBanStore::text).getValueOrElse(""))
    };
    byte[][] arguments = {utf8(subject.digest()), utf8(now)};
    return run(LIFT, keys, arguments) == 1;
  }

  @Override
  public List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit) {
    List<Ban> bans = new ArrayList<>();
    Range<Long> range = from(after.map(Ban::until).filter(now::isBefore).orElse(now));
    int offset = 0;
    while (bans.size() < limit) {
      Limit part = Limit.create(offset, limit);
      List<ScoredValue<byte[]>> members =
          redis.call(commands -> commands.zrangebyscoreWithScores(tenant(tenant), range, part));
      bans.addAll(
          find(members.stream().map(it -> new Subject(text(it.getValue()))).toList(), now).stream()
              .filter(ban -> after.isEmpty() || isAfter(ban, after.get()))
              .limit(limit - bans.size())
              .toList());
      if (members.size() < limit) {
        break;
      }
      offset += limit;
    }
    return List.copyOf(bans);
  }

  private static boolean isAfter(Ban ban, Ban other) {
    int order = ban.until().compareTo(other.until());
    return order == 0 ? ban.subject().digest().compareTo(other.subject().digest()) > 0 : order > 0;
  }

  private List<Ban> find(List<Subject> subjects, Instant now) {
    return redis.call(
        commands -> {
          List<CompletableFuture<Optional<Ban>>> bans =
              subjects.stream().map(subject -> find(commands, subject, now)).toList();
          return CompletableFuture.allOf(bans.toArray(CompletableFuture[]::new))
              .thenApply(_ -> bans.stream().flatMap(ban -> ban.join().stream()).toList());
        });
  }

  private CompletableFuture<Optional<Ban>> find(
      RedisClusterAsyncCommands<String, byte[]> commands, Subject subject, Instant now) {
    RedisFuture<List<KeyValue<String, byte[]>>> fields =
        commands.hmget(key("ban", subject), FIELDS);
    return fields
        .toCompletableFuture()
        .thenApply(values -> ban(subject, values).filter(ban -> ban.until().isAfter(now)));
  }

  private static Optional<Ban> ban(Subject subject, List<KeyValue<String, byte[]>> fields) {
    if (!fields.stream().allMatch(KeyValue::hasValue)) {
      return Optional.empty();
    }
    List<String> texts = fields.stream().map(field -> text(field.getValue())).toList();
    return Optional.of(
        new Ban(
            subject,
            texts.get(3),
            instant(texts.get(1)),
            instant(texts.get(0)),
            Integer.parseInt(texts.get(2)),
            texts.get(4),
            texts.get(5)));
  }

  private long run(String script, String[] keys, byte[][] arguments) {
    return redis.call(
        commands -> commands.<Long>eval(script, ScriptOutputType.INTEGER, keys, arguments));
  }

  private String key(String kind, Subject subject) {
    return redis.key("{bans}:%s:%s".formatted(kind, subject.digest()));
  }

  private String tenant(String name) {
    return redis.key("{bans}:tenant:" + tenants.hex(name));
  }

  private static Range<Long> from(Instant time) {
    return Range.from(Range.Boundary.including(time.toEpochMilli()), Range.Boundary.unbounded());
  }

  private static Instant instant(String milliseconds) {
    return Instant.ofEpochMilli(Long.parseLong(milliseconds));
  }

  private static byte[] utf8(Instant time) {
    return utf8(Long.toString(time.toEpochMilli()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }
}
