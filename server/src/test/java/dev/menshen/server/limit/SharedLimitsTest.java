package dev.menshen.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.redis.RedisLink;
import dev.menshen.server.redis.RunningRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Two instances that share one real Redis. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SharedLimitsTest {
  private static final QuotaProperties.Shared AT_ONCE =
      new QuotaProperties.Shared(0, Duration.ofMillis(500));

  private final ManualClock clock = new ManualClock();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Secret secret = Secret.random();

  @Test
  void bothTogetherLetInNoMoreThanTheLimitWhenTheyAskAboutEveryRequest() {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink one = redis.link();
        RedisLink two = redis.link()) {
      Limits first = limits(one, 10, AT_ONCE);
      Limits second = limits(two, 10, AT_ONCE);

      int admitted = 0;
      for (int i = 0; i < 20; i++) {
        admitted += isAdmitted(i % 2 == 0 ? first : second) ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(10);

      clock.pass(Duration.ofSeconds(6));
      assertThat(isAdmitted(second)).isTrue();
      assertThat(isAdmitted(first)).isFalse();
    }
  }

  @Test
  void bothTogetherLetInNoMoreThanTheLimitAndWhatTheyHaveNotToldWhileManyAsk() throws Exception {
    int limit = 1000;
    QuotaProperties.Shared shared = new QuotaProperties.Shared(0.05, Duration.ofSeconds(500));
    try (RunningRedis redis = RunningRedis.running();
        RedisLink one = redis.link();
        RedisLink two = redis.link();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Limits> instances = List.of(limits(one, limit, shared), limits(two, limit, shared));
      List<Future<Boolean>> requests = new ArrayList<>();
      for (int i = 0; i < 3 * limit; i++) {
        Limits instance = instances.get(i % 2);
        requests.add(executor.submit(() -> isAdmitted(instance)));
      }

      int admitted = 0;
      for (Future<Boolean> request : requests) {
        admitted += request.get() ? 1 : 0;
      }
      assertThat(admitted).isBetween(limit, limit + limit / 10);
      assertThat(commands(redis)).isLessThan(limit / 2);
    }
  }

  @Test
  void oneLearnsWhatTheOtherLetInAfterTheDelay() throws Exception {
    QuotaProperties.Shared shared = new QuotaProperties.Shared(0.5, Duration.ofMillis(50));
    try (RunningRedis redis = RunningRedis.running();
        RedisLink one = redis.link();
        RedisLink two = redis.link()) {
      Limits first = limits(one, 60, shared);
      for (int i = 0; i < 10; i++) {
        assertThat(isAdmitted(first)).isTrue();
      }
      // The delay is measured by the clock of the machine.
      Thread.sleep(60);
      assertThat(isAdmitted(first)).isTrue();

      try (Admission admission =
          limits(two, 60, shared).admit(Actor.ANYBODY, Optional.empty(), 1, 1)) {
        String left = admission.headers().get("RateLimit").replaceFirst(".*;r=(\\d+);.*", "$1");
        assertThat(Integer.parseInt(left)).isLessThan(55);
      }
    }
  }

  @Test
  void eachLimitsByItselfWhileRedisIsAwayAndTogetherWhenItIsBack(CapturedOutput output) {
    Map<String, String> impatient =
        Map.of("timeout", "500ms", "breaker.calls", "2", "breaker.pause", "100ms");
    try (RunningRedis redis = RunningRedis.running();
        RedisLink one = redis.link(impatient);
        RedisLink two = redis.link(impatient)) {
      Limits first = limits(one, 3, AT_ONCE);
      Limits second = limits(two, 3, AT_ONCE);
      // The first call may have to connect.
      while (unshared() > 0 || !isAdmitted(first)) {
        clock.pass(Duration.ofMinutes(1));
      }

      redis.kill();
      assertThat(admitted(first)).isEqualTo(3);
      assertThat(admitted(second)).isEqualTo(3);
      assertThat(unshared()).isGreaterThan(0);
      assertThat(output.toString().split("this instance limits by itself until it does", -1))
          .as("one line of each")
          .hasSize(3);

      redis.start();
      awaitSharing(first);
      awaitSharing(second);
      clock.pass(Duration.ofMinutes(1));
      assertThat(admitted(first) + admitted(second)).isEqualTo(3);
      assertThat(output).contains("limits are shared through Redis again");
    }
  }

  @Test
  void keepsNoIdOfAKeyInRedisAndForgetsABucketThatIsFullAgain() {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink link = redis.link()) {
      assertThat(isAdmitted(limits(link, 10, AT_ONCE))).isTrue();

      List<String> keys = redis.commands().keys("*");
      assertThat(keys).singleElement().asString().startsWith("menshen:limit:key-requests:10:");
      assertThat(keys.getFirst()).doesNotContain(Actor.ANYBODY.id());
      assertThat(redis.commands().pttl(keys.getFirst())).isBetween(1L, 8_000L);
    }
  }

  private void awaitSharing(Limits limits) {
    double before;
    do {
      before = unshared();
      isAdmitted(limits);
    } while (unshared() > before);
  }

  private static int admitted(Limits limits) {
    int admitted = 0;
    for (int i = 0; i < 10; i++) {
      admitted += isAdmitted(limits) ? 1 : 0;
    }
    return admitted;
  }

  private static boolean isAdmitted(Limits limits) {
    try (var _ = limits.admit(Actor.ANYBODY, Optional.empty(), 1, 1)) {
      return true;
    } catch (LimitExceededException e) {
      return false;
    }
  }

  private double unshared() {
    return registry.counter("menshen.limits.unshared").count();
  }

  private static long commands(RunningRedis redis) {
    return redis
        .commands()
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval:") || line.startsWith("cmdstat_get:"))
        .mapToLong(line -> Long.parseLong(line.replaceFirst(".*calls=(\\d+),.*", "$1")))
        .sum();
  }

  /** One more instance of the installation with this secret. */
  private Limits limits(RedisLink redis, int requests, QuotaProperties.Shared shared) {
    QuotaProperties quotas =
        new QuotaProperties(
            new Quota(requests, 0, 0), Quota.NONE, Map.of(), 100, Duration.ofMinutes(15), shared);
    return new Limits(
        quotas,
        new Actors(),
        secret,
        Optional.of(new SharedBuckets(redis, shared, registry, clock)),
        registry,
        clock);
  }
}
