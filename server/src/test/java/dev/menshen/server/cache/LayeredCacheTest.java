package dev.menshen.server.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.AssessmentCache.Source;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.CacheKeys;
import dev.menshen.policy.JudgedTurns;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

class LayeredCacheTest {
  private static final CacheKey KEY = Findings.key(1);

  private final Instance instance = new Instance(null);

  @Test
  void whatWasFoundOnceIsNotLookedForAgain() {
    assertThat(instance.get(KEY, Findings.UNSAFE))
        .isEqualTo(new Answer(Findings.UNSAFE, Source.COMPUTED));
    assertThat(instance.get(KEY, Findings.SAFE))
        .isEqualTo(new Answer(Findings.UNSAFE, Source.LOCAL));

    assertThat(instance.computed()).isEqualTo(1);
    assertThat(instance.count("local", "miss")).isEqualTo(1);
    assertThat(instance.count("local", "hit")).isEqualTo(1);
  }

  @Test
  void itIsMadeAnewAfterADay() {
    instance.get(KEY, Findings.UNSAFE);
    instance.time.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(instance.get(KEY, Findings.SAFE).source()).isEqualTo(Source.LOCAL);
    instance.time.advance(Duration.ofSeconds(1));

    assertThat(instance.get(KEY, Findings.SAFE))
        .isEqualTo(new Answer(Findings.SAFE, Source.COMPUTED));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void whatWasNotScannedIsNeverKept(Reason reason) {
    assertThatThrownBy(
            () ->
                instance.get(
                    KEY,
                    () -> {
                      throw new NotScannedException(reason, "there is no verdict");
                    },
                    Deadline.none()))
        .isInstanceOfSatisfying(
            NotScannedException.class, e -> assertThat(e.reason()).isEqualTo(reason));

    assertThat(instance.get(KEY, Findings.SAFE).source()).isEqualTo(Source.COMPUTED);
  }

  @Test
  void requestsAtOnceAreOneComputationAndAreCountedAsJoined() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          CompletableFuture.supplyAsync(
              () ->
                  instance.get(
                      KEY,
                      () -> {
                        begun.countDown();
                        await(release);
                        return Findings.UNSAFE;
                      },
                      Deadline.none()),
              executor);
      begun.await();
      Thread follower = Thread.ofVirtual().start(() -> instance.get(KEY, Findings.SAFE));
      while (follower.getState() != Thread.State.TIMED_WAITING) {
        assertThat(follower.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      release.countDown();
      follower.join();

      assertThat(first.join().source()).isEqualTo(Source.COMPUTED);
    }
    assertThat(instance.computed()).isEqualTo(1);
    assertThat(instance.count("local", "joined")).isEqualTo(1);
    assertThat(instance.count("local", "miss")).isEqualTo(1);
  }

  @Test
  void tenantsNeitherSeeNorSpeedUpEachOther() {
    CacheKeys keys =
        new CacheKeys(
            Instance.SECRET,
            new GuardInfo(GuardInfo.Kind.LITE, "model", "1", Set.of(), "note", List.of()));
    Conversation text = Conversation.ofPrompt("the same text of both");
    CacheKey one = keys.of("one", text, Scores.VERDICT, JudgedTurns.LAST);
    CacheKey two = keys.of("two", text, Scores.VERDICT, JudgedTurns.LAST);

    assertThat(instance.get(one, Findings.UNSAFE).source()).isEqualTo(Source.COMPUTED);
    assertThat(instance.get(two, Findings.SAFE))
        .isEqualTo(new Answer(Findings.SAFE, Source.COMPUTED));
    assertThat(instance.get(one, Findings.SAFE))
        .isEqualTo(new Answer(Findings.UNSAFE, Source.LOCAL));
  }

  @Test
  void caffeineTellsItsStatistics() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    LayeredCache cache =
        LayeredCache.of(
            new CacheProperties(
                true, Duration.ofHours(1), 10, DataSize.ofMegabytes(1), Instance.SHARING),
            Instance.SECRET,
            Optional.empty(),
            registry);
    cache.get(KEY, () -> Findings.SAFE, Deadline.none());
    cache.get(KEY, () -> Findings.SAFE, Deadline.none());

    assertThat(
            registry
                .get("cache.gets")
                .tag("cache", "findings")
                .tag("result", "hit")
                .functionCounter()
                .count())
        .isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
