package dev.menshen.server.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Finding;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Secret;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.AssessmentCache.Source;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.CacheKeys;
import dev.menshen.cache.FindingCodec;
import dev.menshen.policy.JudgedTurns;
import dev.menshen.server.redis.RunningRedis;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances over one real Redis. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RedisFindingsTest {
  private static final CacheKey KEY = Findings.key(1);
  private static final String VALUE = "menshen:finding:{" + KEY.digest() + "}";
  private static final String LOCK = "menshen:lock:{" + KEY.digest() + "}";

  private static RunningRedis redis;
  private static RedisCommands<String, byte[]> commands;

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private Instance one;
  private Instance two;

  @BeforeAll
  static void startRedis() {
    redis = RunningRedis.running();
    commands = redis.commands();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void startInstances() {
    commands.flushall();
    one = new Instance(redis.link());
    two = new Instance(redis.link());
  }

  @AfterEach
  void stopInstances() {
    release.countDown();
    executor.close();
    one.close();
    two.close();
  }

  @Test
  void whatOneInstanceFoundAnotherKnows() throws InterruptedException {
    assertThat(one.get(KEY, Findings.UNSAFE).source()).isEqualTo(Source.COMPUTED);
    awaitValue();

    assertThat(two.get(KEY, Findings.SAFE)).isEqualTo(new Answer(Findings.UNSAFE, Source.SHARED));
    assertThat(two.get(KEY, Findings.SAFE)).isEqualTo(new Answer(Findings.UNSAFE, Source.LOCAL));
    assertThat(two.computed()).isZero();
    one.assertShared("miss");
    two.assertShared("hit");
    assertThat(commands.exists(LOCK)).isZero();
  }

  @Test
  void aFindingGoesFromRedisAfterADayAndIsNotKeptForAnotherOneElsewhere()
      throws InterruptedException {
    one.get(KEY, Findings.UNSAFE);
    awaitValue();
    assertThat(commands.pttl(VALUE))
        .isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());

    two.time.advance(Duration.ofHours(23));
    assertThat(two.get(KEY, Findings.SAFE).source()).isEqualTo(Source.SHARED);
    two.time.advance(Duration.ofMinutes(59));
    assertThat(two.get(KEY, Findings.SAFE).source()).isEqualTo(Source.LOCAL);
    two.time.advance(Duration.ofMinutes(2));
    // Redis still has it, by its own clock; it has come to its end all the same.
    assertThat(two.get(KEY, Findings.SAFE)).isEqualTo(new Answer(Findings.SAFE, Source.COMPUTED));
    assertThat(two.count("shared", "poisoned")).isZero();
  }

  @Test
  void twoInstancesAtOnceComputeOnce() throws Exception {
    CompletableFuture<Answer> first = held(one, Findings.UNSAFE);
    CompletableFuture<Answer> second = async(two, Findings.SAFE);
    awaitWaiting(two);
    release.countDown();

    assertThat(first.get()).isEqualTo(new Answer(Findings.UNSAFE, Source.COMPUTED));
    assertThat(second.get()).isEqualTo(new Answer(Findings.UNSAFE, Source.SHARED));
    assertThat(one.computed() + two.computed()).isEqualTo(1);
    two.assertShared("joined");
  }

  @Test
  void whenTheInstanceThatComputesFailsTheOtherOneDoes() throws Exception {
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(
            () ->
                one.get(
                    KEY,
                    () -> {
                      hold();
                      throw new NotScannedException(Reason.CANCELLED, "its client has gone");
                    },
                    Deadline.none()),
            executor);
    begun.await();
    CompletableFuture<Answer> second = async(two, Findings.UNSAFE);
    awaitWaiting(two);
    release.countDown();

    assertThat(second.get()).isEqualTo(new Answer(Findings.UNSAFE, Source.COMPUTED));
    assertThatThrownBy(first::get).hasCauseInstanceOf(NotScannedException.class);
  }

  @Test
  void whenTheInstanceThatComputesDiesTheOtherOneDoesOnceTheLockHasGone() throws Exception {
    commands.psetex(LOCK, 300, "of the dead".getBytes());

    assertThat(two.get(KEY, Findings.UNSAFE))
        .isEqualTo(new Answer(Findings.UNSAFE, Source.COMPUTED));

    two.assertShared("miss");
    awaitValue();
  }

  @Test
  void nobodyWaitsLongerThanItsPatienceForAnotherInstance() {
    commands.psetex(LOCK, 600_000, "of somebody who takes ages".getBytes());
    try (Instance impatient =
        new Instance(
            redis.link(),
            new CacheProperties.Sharing(
                Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ofMillis(5)))) {
      assertThat(impatient.get(KEY, Findings.UNSAFE).source()).isEqualTo(Source.COMPUTED);
    }
    // Another's lock is left alone.
    assertThat(commands.exists(LOCK)).isEqualTo(1);
  }

  @Test
  void whoWaitsForAnotherInstanceDoesSoUntilItsOwnDeadline() {
    commands.psetex(LOCK, 600_000, "of somebody who takes ages".getBytes());

    assertThatThrownBy(() -> two.get(KEY, () -> Findings.SAFE, Deadline.of(Duration.ofMillis(50))))
        .isInstanceOfSatisfying(
            NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
    assertThat(two.computed()).isZero();
  }

  @Test
  void whoIsInterruptedWhileItWaitsForAnotherInstanceIsCancelled() throws Exception {
    commands.psetex(LOCK, 600_000, "of somebody who takes ages".getBytes());
    CompletableFuture<Reason> reason = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    two.get(KEY, Findings.SAFE);
                  } catch (NotScannedException e) {
                    reason.complete(e.reason());
                  }
                });
    awaitWaiting(two);
    waiting.interrupt();

    assertThat(reason.get()).isEqualTo(Reason.CANCELLED);
    assertThat(two.computed()).isZero();
  }

  @Test
  void aLockThatOutlivedItsTimeIsNotTakenFromItsNewHolder() throws Exception {
    CompletableFuture<Answer> first = held(one, Findings.UNSAFE);
    commands.set(LOCK, "of another".getBytes());
    release.countDown();
    first.get();
    awaitValue();

    assertThat(commands.get(LOCK)).isEqualTo("of another".getBytes());
  }

  @Test
  void poisonedBytesAreAMissAndAreReplaced() throws InterruptedException {
    Instant until = Instant.now().plusSeconds(60);
    byte[] genuine = new FindingCodec(Instance.SECRET).encode(KEY, Findings.safe(until));
    byte[] foreign = new FindingCodec(Secret.random()).encode(KEY, Findings.safe(until));
    byte[] swapped =
        new FindingCodec(Instance.SECRET).encode(Findings.key(2), Findings.safe(until));
    List<byte[]> poisons =
        List.of(
            foreign,
            swapped,
            Arrays.copyOf(genuine, genuine.length - 1),
            Arrays.copyOf(genuine, genuine.length + 1),
            "Safe".getBytes(),
            new byte[0],
            new byte[100_000]);
    for (byte[] poison : poisons) {
      commands.set(VALUE, poison);
      try (Instance fresh = new Instance(redis.link())) {
        assertThat(fresh.get(KEY, Findings.UNSAFE))
            .isEqualTo(new Answer(Findings.UNSAFE, Source.COMPUTED));
        fresh.assertShared("poisoned");
        while (Arrays.equals(commands.get(VALUE), poison)) {
          Thread.sleep(1);
        }
      }
      assertThat(new FindingCodec(Instance.SECRET).decode(KEY, commands.get(VALUE)))
          .isPresent()
          .get()
          .satisfies(kept -> assertThat(kept.finding()).isEqualTo(Findings.UNSAFE));
    }
  }

  @Test
  void aValueOfAnotherTypeIsAnErrorAndNoAnswer() {
    commands.lpush(VALUE, "x".getBytes());

    assertThat(one.get(KEY, Findings.UNSAFE))
        .isEqualTo(new Answer(Findings.UNSAFE, Source.COMPUTED));
    one.assertShared("error");
  }

  @Test
  void theSameTextOfAnotherTenantWaitsForNobody() throws Exception {
    CacheKeys keys =
        new CacheKeys(
            Instance.SECRET,
            new GuardInfo(GuardInfo.Kind.LITE, "model", "1", Set.of(), "note", List.of()));
    Conversation text = Conversation.ofPrompt("the same text of both");
    CacheKey first = keys.of("one", text, Scores.VERDICT, JudgedTurns.LAST);
    CacheKey second = keys.of("two", text, Scores.VERDICT, JudgedTurns.LAST);
    CompletableFuture<Answer> held =
        CompletableFuture.supplyAsync(
            () ->
                one.get(
                    first,
                    () -> {
                      hold();
                      return Findings.UNSAFE;
                    },
                    Deadline.none()),
            executor);
    begun.await();

    assertThat(two.get(second, Findings.SAFE))
        .isEqualTo(new Answer(Findings.SAFE, Source.COMPUTED));
    two.assertShared("miss");
    release.countDown();
    held.get();
    assertThat(commands.keys("*")).noneMatch(key -> key.contains("one") || key.contains("same"));
  }

  private CompletableFuture<Answer> held(Instance instance, Finding finding) throws Exception {
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(
            () ->
                instance.get(
                    KEY,
                    () -> {
                      hold();
                      return finding;
                    },
                    Deadline.none()),
            executor);
    begun.await();
    return answer;
  }

  private CompletableFuture<Answer> async(Instance instance, Finding finding) {
    return CompletableFuture.supplyAsync(() -> instance.get(KEY, finding), executor);
  }

  private void hold() {
    begun.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until an instance has looked several times for what another one makes. */
  private static void awaitWaiting(Instance instance) throws InterruptedException {
    long before = evaluations();
    while (evaluations() < before + 3) {
      Thread.sleep(1);
    }
    assertThat(instance.computed()).isZero();
  }

  private static long evaluations() {
    return commands
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval:"))
        .map(line -> line.replaceAll("cmdstat_eval:calls=(\\d+).*", "$1"))
        .mapToLong(Long::parseLong)
        .sum();
  }

  private static void awaitValue() throws InterruptedException {
    while (commands.exists(VALUE) == 0) {
      Thread.sleep(1);
    }
  }
}
