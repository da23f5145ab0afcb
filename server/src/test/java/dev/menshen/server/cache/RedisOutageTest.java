package dev.menshen.server.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Deadline;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.AssessmentCache.Source;
import dev.menshen.server.redis.RedisLink;
import dev.menshen.server.redis.RunningRedis;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redis is killed under load and comes back: every request gets its own answer all the time. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RedisOutageTest {
  private static final int CLIENTS = 16;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong answered = new AtomicLong();

  @Test
  void requestsAreAnsweredRightlyWhileRedisIsKilledAndBroughtBackUnderLoad() throws Exception {
    try (RunningRedis redis = RunningRedis.running();
        RedisLink one = redis.link(settings());
        RedisLink two = redis.link(settings());
        Instance first = new Instance(one);
        Instance second = new Instance(two);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(i);
        Instance instance = i % 2 == 0 ? first : second;
        clients.add(executor.submit(() -> ask(instance, random)));
      }
      awaitMore(2000);
      for (int round = 0; round < 2; round++) {
        redis.kill();
        awaitState(one, State.OPEN);
        awaitState(two, State.OPEN);
        awaitMore(2000);
        redis.start();
        awaitState(one, State.CLOSED);
        awaitState(two, State.CLOSED);
        awaitMore(2000);
      }
      over.set(true);
      for (Future<?> client : clients) {
        client.get();
      }
      assertThat(first.count("shared", "error")).isPositive();
      assertThat(first.count("shared", "poisoned") + second.count("shared", "poisoned")).isZero();
      awaitShared(first, second);
    }
  }

  @Test
  void aServerStartsAndAnswersWithoutRedis() {
    try (RunningRedis absent = RunningRedis.stopped();
        Instance instance = new Instance(absent.link(Map.of("timeout", "100ms")))) {
      for (int i = 0; i < 50; i++) {
        assertThat(instance.get(Findings.key(i), Findings.of(i)))
            .isEqualTo(new Answer(Findings.of(i), Source.COMPUTED));
        assertThat(instance.get(Findings.key(i), Findings.SAFE))
            .isEqualTo(new Answer(Findings.of(i), Source.LOCAL));
      }
      assertThat(instance.count("shared", "error")).isEqualTo(50);
    }
  }

  private static Map<String, String> settings() {
    return Map.of("timeout", "1s", "breaker.calls", "10", "breaker.pause", "200ms");
  }

  private Void ask(Instance instance, Random random) throws InterruptedException {
    while (!over.get()) {
      int number = random.nextInt(50_000);
      Answer answer =
          instance.get(Findings.key(number), () -> Findings.of(number), Deadline.none());
      assertThat(answer.finding()).isEqualTo(Findings.of(number));
      answered.incrementAndGet();
      // So that on a small machine Redis and its connections get their turn.
      Thread.sleep(1);
    }
    return null;
  }

  private void awaitMore(long requests) throws InterruptedException {
    long goal = answered.get() + requests;
    while (answered.get() < goal) {
      Thread.sleep(1);
    }
  }

  private static void awaitState(RedisLink link, State state) throws InterruptedException {
    while (link.state() != state) {
      Thread.sleep(1);
    }
  }

  /** Findings are shared again. */
  private static void awaitShared(Instance first, Instance second) {
    int number = 1_000_000;
    Source source = Source.COMPUTED;
    while (source != Source.SHARED) {
      number++;
      first.get(Findings.key(number), Findings.of(number));
      source = second.get(Findings.key(number), Findings.of(number)).source();
    }
  }
}
