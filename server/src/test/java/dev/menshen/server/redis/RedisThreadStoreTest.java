package dev.menshen.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Severity;
import dev.menshen.policy.ThreadStore;
import dev.menshen.policy.ThreadStoreContract;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisThreadStoreTest extends ThreadStoreContract {
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
  protected ThreadStore store() {
    return new RedisThreadStore(link, Clock.systemUTC());
  }

  @Override
  protected ThreadStore sibling() {
    return new RedisThreadStore(other, Clock.systemUTC());
  }

  @Test
  void aThreadGoesByItself() {
    store().remember("digest", Severity.UNSAFE, Instant.now().plusSeconds(60));

    assertThat(redis.commands().pttl("menshen:thread:digest")).isBetween(1L, 60_000L);
  }

  @Test
  void whatIsNotToBeRememberedAnyMoreTakesThePlaceOfWhatWas() {
    store().remember("digest", Severity.UNSAFE, Instant.now().plusSeconds(60));
    store().remember("digest", Severity.SAFE, Instant.now().minusSeconds(1));

    assertThat(store().last("digest", Instant.now())).isEmpty();
  }

  @Test
  void whatSomebodyElseWroteInAThreadsPlaceIsNotKnown() {
    redis.commands().set("menshen:thread:digest", new byte[] {1, 2, 3});
    redis.commands().set("menshen:thread:other", "Unsafe tomorrow".getBytes());

    assertThat(store().last("digest", Instant.now())).isEmpty();
    assertThat(store().last("other", Instant.now())).isEmpty();
  }
}
