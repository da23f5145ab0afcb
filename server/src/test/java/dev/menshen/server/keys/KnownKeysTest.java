package dev.menshen.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.menshen.Scope;
import dev.menshen.server.access.NotAdmittedException;
import dev.menshen.server.access.NotAdmittedException.Reason;
import dev.menshen.server.access.Permission;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
  private static final Duration REFRESH = Duration.ofSeconds(2);
  private static final Duration OUTAGE = Duration.ofMinutes(5);

  private final FakeKeyStore store = new FakeKeyStore();
  private final AtomicLong time = new AtomicLong();
  private final KnownKeys known =
      new KnownKeys(
          store,
          new KeyProperties(
              REFRESH,
              OUTAGE,
              100,
              Duration.ofMinutes(1),
              Duration.ofHours(24),
              Duration.ofDays(30),
              1000),
          time::get);
  private final ApiKey key = SomeKeys.of(Scope.GLOBAL, Permission.MODERATE);

  @BeforeEach
  void keepAKey() {
    store.add(key, "digest");
  }

  @Test
  void aKeyInUseIsLookedUpOnceInAWhile() {
    for (int i = 0; i < 10; i++) {
      assertThat(known.find("digest")).isPresent();
    }
    assertThat(store.lookups).hasValue(1);
  }

  @Test
  void whatIsNoKeyIsLookedUpOnceInAWhileToo() {
    assertThat(known.find("other")).isEmpty();
    assertThat(known.find("other")).isEmpty();
    assertThat(store.lookups).hasValue(1);

    pass(REFRESH);
    store.add(key, "other");
    assertThat(known.find("other")).isPresent();
  }

  @Test
  void aKeyInUseThatIsGoneElsewhereIsTakenForTwiceTheRefreshAtMost() throws Exception {
    known.find("digest");
    store.looked.acquire();
    store.matches.clear();

    pass(REFRESH);
    assertThat(known.find("digest")).isPresent();
    store.looked.acquire();
    pass(REFRESH);
    assertThat(known.find("digest")).isEmpty();
  }

  @Test
  void aKeyThatWasNotUsedForAWhileIsLookedUpBeforeItIsTaken() {
    known.find("digest");
    store.matches.clear();

    pass(REFRESH.multipliedBy(2));
    assertThat(known.find("digest")).isEmpty();
  }

  @Test
  void aKeyThatIsForgottenIsLookedUpBeforeItIsTaken() {
    known.find("digest");
    store.matches.clear();

    known.forget(key.id());

    assertThat(known.find("digest")).isEmpty();
  }

  @Test
  void whileTheDatabaseIsAwayAKeyThatIsKnownGoesOnForSomeTime() {
    known.find("digest");
    store.away = true;

    for (Duration passed = Duration.ZERO;
        passed.plusSeconds(10).compareTo(OUTAGE) < 0;
        passed = passed.plusSeconds(10)) {
      pass(Duration.ofSeconds(10));
      assertThat(known.find("digest")).isPresent();
    }
    pass(Duration.ofSeconds(20));
    assertUnverifiable("digest");
  }

  @Test
  void whileTheDatabaseIsAwayNobodyCanTellOfAnUnknownKeyAndNotEveryRequestAsks() {
    store.away = true;

    assertUnverifiable("digest");
    assertUnverifiable("digest");
    assertThat(store.lookups).hasValue(1);
  }

  @Test
  void whatWasNoKeyIsNotToldToBeNoneWhileTheDatabaseIsAway() {
    known.find("other");
    store.away = true;
    pass(REFRESH);

    assertUnverifiable("other");
  }

  @Test
  void aKeyIsTakenAgainWhenTheDatabaseIsBack() {
    store.away = true;
    assertUnverifiable("digest");
    store.away = false;
    pass(REFRESH);

    assertThat(known.find("digest")).isPresent();
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  private void assertUnverifiable(String digest) {
    assertThatExceptionOfType(NotAdmittedException.class)
        .isThrownBy(() -> known.find(digest))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNVERIFIABLE))
        .withMessageContaining("send the request again later");
  }
}
