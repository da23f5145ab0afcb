package dev.menshen.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one instance lets in by itself. */
class LimitsTest {
  private static final Secret SECRET = Secret.random();

  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void letsEverythingInWhereNothingIsLimited() {
    Limits limits = limits(Quota.NONE, Quota.NONE, Map.of());

    Admission admission = limits.admit(actor("a"), Optional.of(subject("1")), 1000, 1_000_000);

    assertThat(admission).isSameAs(Admission.FREE);
    assertThat(limits.tracked()).isZero();
  }

  @Test
  void letsSoManyRequestsOfAKeyInAndSaysHowManyAreLeft() {
    Limits limits = limits(new Quota(3, 0, 0), Quota.NONE, Map.of());

    assertThat(admit(limits, "a", 1, 10).headers())
        .containsOnly(
            Map.entry("RateLimit-Policy", "\"key-requests\";q=3;w=60"),
            Map.entry("RateLimit", "\"key-requests\";r=2;t=20"));
    admit(limits, "a", 1, 10);
    admit(limits, "a", 1, 10);
    LimitExceededException refusal = refused(limits, "a", 1, 10);

    assertThat(refusal)
        .hasMessage(
            "too many requests a minute of this key: 3 (menshen.limits.key.requests-per-minute);"
                + " wait 20 s and send it again");
    assertThat(refusal.retryAfter()).hasValue(Duration.ofSeconds(20));
    assertThat(refusal.headers())
        .containsOnly(
            Map.entry("RateLimit-Policy", "\"key-requests\";q=3;w=60"),
            Map.entry("RateLimit", "\"key-requests\";r=0;t=20"),
            Map.entry("Retry-After", "20"));
    assertThat(registry.counter("menshen.limited", "limit", "key-requests").count()).isEqualTo(1);
  }

  @Test
  void letsTheNextOneInAfterTheTimeThatItSaid() {
    Limits limits = limits(new Quota(3, 0, 0), Quota.NONE, Map.of());
    for (int i = 0; i < 3; i++) {
      admit(limits, "a", 1, 1);
    }

    clock.pass(Duration.ofMillis(19_999));
    refused(limits, "a", 1, 1);
    clock.pass(Duration.ofMillis(1));
    admit(limits, "a", 1, 1);
    refused(limits, "a", 1, 1);
  }

  @Test
  void countsEachKeyByItselfAndTakesTheQuotaOfAKeyThatHasItsOwn() {
    Limits limits =
        limits(new Quota(1, 0, 0), Quota.NONE, Map.of("b", new Quota(2, 0, 0), "c", Quota.NONE));

    admit(limits, "a", 1, 1);
    refused(limits, "a", 1, 1);
    admit(limits, "b", 1, 1);
    admit(limits, "b", 1, 1);
    refused(limits, "b", 1, 1);
    for (int i = 0; i < 10; i++) {
      assertThat(admit(limits, "c", 1, 1)).isSameAs(Admission.FREE);
    }
  }

  @Test
  void countsEachTextOfABatchAndAllCharacters() {
    Limits limits = limits(new Quota(10, 100, 0), Quota.NONE, Map.of());

    assertThat(admit(limits, "a", 4, 70).headers())
        .containsEntry("RateLimit", "\"key-requests\";r=6;t=24, \"key-characters\";r=30;t=42");
    assertThat(refused(limits, "a", 7, 1).limit().name()).isEqualTo("key-requests");
    assertThat(refused(limits, "a", 1, 31).limit().name()).isEqualTo("key-characters");
    admit(limits, "a", 6, 30);
  }

  @Test
  void takesNothingFromOneLimitForWhatAnotherKeepsOut() {
    Limits limits = limits(new Quota(2, 0, 0), new Quota(0, 100, 0), Map.of());
    Optional<Subject> user = Optional.of(subject("1"));

    limits.admit(actor("a"), user, 1, 100);
    for (int i = 0; i < 5; i++) {
      LimitExceededException refusal =
          catchThrowableOfType(
              LimitExceededException.class, () -> limits.admit(actor("a"), user, 1, 1));
      assertThat(refusal.limit().name()).isEqualTo("subject-characters");
      assertThat(refusal)
          .hasMessageContaining("characters a minute of this user: 100")
          .hasMessageContaining("(menshen.limits.subject.characters-per-minute)");
    }

    assertThat(limits.admit(actor("a"), Optional.empty(), 1, 1).headers())
        .containsEntry("RateLimit", "\"key-requests\";r=0;t=60");
  }

  @Test
  void countsEachUserByThemselvesWhateverTheKey() {
    Limits limits = limits(Quota.NONE, new Quota(1, 0, 0), Map.of());

    limits.admit(actor("a"), Optional.of(subject("1")), 1, 1);
    limits.admit(actor("a"), Optional.of(subject("2")), 1, 1);

    assertThat(
            catchThrowableOfType(
                LimitExceededException.class,
                () -> limits.admit(actor("b"), Optional.of(subject("1")), 1, 1)))
        .isNotNull();
    assertThat(limits.admit(actor("b"), Optional.empty(), 1, 1)).isSameAs(Admission.FREE);
  }

  @Test
  void saysOfWhatCanNeverBeLetInThatItIsTooLargeAndNotWhenToTryAgain() {
    Limits limits = limits(new Quota(0, 100, 0), Quota.NONE, Map.of());

    LimitExceededException refusal = refused(limits, "a", 1, 101);

    assertThat(refusal.retryAfter()).isEmpty();
    assertThat(refusal.headers()).doesNotContainKey("Retry-After");
    assertThat(refusal)
        .hasMessage(
            "the request counts 101 towards a limit of characters a minute of this key: 100"
                + " (menshen.limits.key.characters-per-minute); send less at once");
  }

  @Test
  void letsSoManyRequestsInAtOnceAndTheNextOneWhenOneHasEnded() {
    Limits limits = limits(new Quota(0, 0, 2), new Quota(0, 0, 1), Map.of());

    Admission first = limits.admit(actor("a"), Optional.of(subject("1")), 1, 1);
    assertThat(first.headers())
        .containsEntry(
            "RateLimit-Policy",
            "\"key-concurrent\";q=2;qu=\"concurrent-requests\","
                + " \"subject-concurrent\";q=1;qu=\"concurrent-requests\"")
        .containsEntry("RateLimit", "\"key-concurrent\";r=1, \"subject-concurrent\";r=0");
    LimitExceededException ofUser =
        catchThrowableOfType(
            LimitExceededException.class,
            () -> limits.admit(actor("a"), Optional.of(subject("1")), 1, 1));
    assertThat(ofUser.limit().name()).isEqualTo("subject-concurrent");
    assertThat(ofUser.headers()).containsEntry("Retry-After", "1");
    Admission second = admit(limits, "a", 1, 1);
    assertThat(refused(limits, "a", 1, 1).limit().name()).isEqualTo("key-concurrent");

    first.close();
    limits.admit(actor("a"), Optional.of(subject("1")), 1, 1).close();
    second.close();
    admit(limits, "a", 1, 1);
    admit(limits, "a", 1, 1);
    refused(limits, "a", 1, 1);
  }

  @Test
  void givesTheSlotsBackOfWhatALimitAMinuteKeepsOut() {
    Limits limits = limits(new Quota(1, 0, 1), Quota.NONE, Map.of());

    admit(limits, "a", 1, 1).close();
    refused(limits, "a", 1, 1);
    clock.pass(Duration.ofMinutes(1));

    admit(limits, "a", 1, 1);
  }

  @Test
  void letsNoMoreInWhenManyAskAtTheSameTime() throws Exception {
    Limits limits = limits(new Quota(500, 0, 0), Quota.NONE, Map.of());
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      requests.add(() -> isAdmitted(limits));
    }

    int admitted = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> request : executor.invokeAll(requests)) {
        admitted += request.get() ? 1 : 0;
      }
    }

    assertThat(admitted).isEqualTo(500);
  }

  @Test
  void forgetsTheUsersThatWereNotSeenForTheLongestTime() {
    Limits limits = limits(Quota.NONE, new Quota(1, 0, 0), Map.of());

    IntStream.range(0, 1000)
        .forEach(
            i -> limits.admit(actor("a"), Optional.of(subject(Integer.toString(i))), 1, 1).close());

    assertThat(limits.tracked()).isLessThanOrEqualTo(100);
  }

  private static boolean isAdmitted(Limits limits) {
    try (var _ = limits.admit(actor("a"), Optional.empty(), 1, 1)) {
      return true;
    } catch (LimitExceededException e) {
      return false;
    }
  }

  private Limits limits(Quota key, Quota subject, Map<String, Quota> keys) {
    return new Limits(
        new QuotaProperties(
            key,
            subject,
            keys,
            100,
            Duration.ofMinutes(15),
            new QuotaProperties.Shared(0.05, Duration.ofMillis(500))),
        new Actors(),
        SECRET,
        Optional.empty(),
        registry,
        clock);
  }

  private static Admission admit(Limits limits, String key, long texts, long characters) {
    return limits.admit(actor(key), Optional.empty(), texts, characters);
  }

  private static LimitExceededException refused(
      Limits limits, String key, long texts, long characters) {
    LimitExceededException refusal =
        catchThrowableOfType(
            LimitExceededException.class, () -> admit(limits, key, texts, characters));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  private static Actor actor(String key) {
    return new Actor(
        Actor.Kind.KEY, key, key, Optional.empty(), Optional.empty(), Set.of(Permission.MODERATE));
  }

  private static Subject subject(String user) {
    return Subject.of(SECRET, "default", user);
  }
}
