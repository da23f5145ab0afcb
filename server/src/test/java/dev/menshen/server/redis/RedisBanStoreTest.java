package dev.menshen.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore;
import dev.menshen.ban.BanStoreContract;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisBanStoreTest extends BanStoreContract {
  private static final Secret SECRET = Secret.of(new byte[32]);
  private static final Subject SUBJECT = Subject.of(SECRET, "acme", "user-1");

  private static RunningRedis redis;
  private static RedisLink link;
  private static RedisLink other;

  @BeforeAll
  static void start() {
    redis = RunningRedis.running();
    link = redis.link();
    other = redis.link();
  }

  @AfterAll
  static void stop() {
    link.close();
    other.close();
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.commands().flushall();
  }

  @Override
  protected BanStore store() {
    return new RedisBanStore(link, SECRET);
  }

  @Override
  protected BanStore sibling() {
    return new RedisBanStore(other, SECRET);
  }

  @Test
  void everyKeyGoesByItselfAndNamesNeitherTenantNorUser() {
    Instant now = Instant.now();
    store().strike(SUBJECT, "moderation", now, now.minusSeconds(60), now.plusSeconds(60));
    store().ban(ban(now, now.plusSeconds(60)));

    assertThat(redis.commands().keys("*"))
        .hasSize(4)
        .allMatch(key -> key.matches("menshen:\\{bans}:[a-z]+:[0-9a-f]{64}"))
        .allSatisfy(key -> assertThat(redis.commands().pttl(key)).isBetween(1L, 60_000L));
  }

  @Test
  void aBanThatHasEndedLeavesNothingBehind() throws InterruptedException {
    Instant now = Instant.now();
    store().ban(ban(now, now.plusMillis(30)));
    while (Instant.now().isBefore(now.plusMillis(60))) {
      Thread.sleep(5);
    }

    assertThat(redis.commands().keys("*")).isEmpty();
  }

  @Test
  void strikesThatMayBeForgottenAreForgottenWithTheNextOne() {
    Instant now = Instant.now();
    store().strike(SUBJECT, "old", now, now, now.plusMillis(500));
    Instant later = now.plusSeconds(1);

    assertThat(store().strike(SUBJECT, "new", later, now, later.plusSeconds(60))).isEqualTo(1);
  }

  @Test
  void withoutRedisNobodyIsToldToBeClean() {
    try (RunningRedis absent = RunningRedis.stopped();
        RedisLink nowhere = absent.link(Map.of("timeout", "200ms"))) {
      BanStore store = new RedisBanStore(nowhere, SECRET);
      Instant now = Instant.now();

      assertThatThrownBy(() -> store.standing(SUBJECT, now, now))
          .isInstanceOf(RedisUnavailableException.class);
      assertThatThrownBy(() -> store.strike(SUBJECT, "id", now, now, now.plusSeconds(1)))
          .isInstanceOf(RedisUnavailableException.class);
      assertThatThrownBy(() -> store.ban(ban(now, now.plusSeconds(1))))
          .isInstanceOf(RedisUnavailableException.class);
    }
  }

  private static Ban ban(Instant since, Instant until) {
    return new Ban(SUBJECT, "acme", since, until, 1, "rule", "moderation");
  }
}
