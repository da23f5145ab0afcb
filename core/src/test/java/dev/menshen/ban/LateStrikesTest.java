package dev.menshen.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.menshen.Secret;
import dev.menshen.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateStrikesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final BanTerms TERMS =
      new BanTerms(Duration.ofDays(1), 2, List.of(Duration.ofMinutes(10)));

  private final Away store = new Away();
  private final Bans bans = new Bans(store);
  private final LateStrikes late = new LateStrikes(bans, 3);
  private final Subject subject = Subject.of(Secret.random(), "acme", "user-7");

  @Test
  void whatCanBeCountedDoesNotWait() {
    assertThat(strike("m1")).isEmpty();
    assertThat(strike("m2")).isPresent();

    assertThat(late.size()).isZero();
    assertThat(late.retry()).isZero();
  }

  @Test
  void strikesOfTheTimeWhenTheStoreWasAwayBringTheirBanWhenItIsBack() {
    store.away = true;
    assertThatIllegalStateException().isThrownBy(() -> strike("m1"));
    assertThatIllegalStateException().isThrownBy(() -> strike("m2"));
    assertThatIllegalStateException().isThrownBy(late::retry);
    assertThat(late.size()).isEqualTo(2);
    store.away = false;

    assertThat(late.retry()).isEqualTo(2);

    assertThat(late.size()).isZero();
    assertThat(bans.standing(subject, NOW, TERMS.window()).ban())
        .map(Ban::until)
        .hasValue(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void aStrikeThatWasCountedBeforeTheStoreFailedIsCountedOnce() {
    store.failsAfterwards = true;
    assertThatIllegalStateException().isThrownBy(() -> strike("m1"));
    store.failsAfterwards = false;

    late.retry();

    assertThat(bans.standing(subject, NOW, TERMS.window()).strikes()).isEqualTo(1);
  }

  @Test
  void theOldestGiveWayWhenTooManyWait() {
    store.away = true;
    for (String id : List.of("m1", "m2", "m3", "m4")) {
      assertThatIllegalStateException().isThrownBy(() -> strike(id));
    }
    store.away = false;

    assertThat(late.retry()).isEqualTo(3);
    strike("m1");
    assertThat(bans.standing(subject, NOW, TERMS.window()).strikes()).isEqualTo(4);
  }

  private Optional<Ban> strike(String id) {
    return late.strike(subject, "acme", TERMS, "insults", id, NOW);
  }

  /** A store that can be away, or be lost sight of when it has just counted. */
  private static final class Away implements BanStore {
    private final BanStore store = new InMemoryBanStore(100);
    private boolean away;
    private boolean failsAfterwards;

    @Override
    public int strike(
        Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil) {
      check(away);
      int strikes = store.strike(subject, moderationId, time, since, keepUntil);
      check(failsAfterwards);
      return strikes;
    }

    @Override
    public Standing standing(Subject subject, Instant now, Instant since) {
      check(away);
      return store.standing(subject, now, since);
    }

    @Override
    public void ban(Ban ban) {
      check(away);
      store.ban(ban);
    }

    @Override
    public boolean lift(Subject subject, Instant now) {
      check(away);
      return store.lift(subject, now);
    }

    @Override
    public List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit) {
      check(away);
      return store.bans(tenant, now, after, limit);
    }

    private static void check(boolean fails) {
      if (fails) {
        throw new IllegalStateException("away");
      }
    }
  }
}
