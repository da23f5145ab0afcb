package dev.menshen.ban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Subject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InMemoryBanStoreTest extends BanStoreContract {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration KEPT = Duration.ofHours(1);

  private final BanStore store = new InMemoryBanStore(1000);

  @Override
  protected BanStore store() {
    return store;
  }

  @Override
  protected BanStore sibling() {
    return store;
  }

  @Test
  void ofTooManySubjectsTheOneLeftInPeaceForTheLongestTimeIsForgotten() {
    BanStore small = new InMemoryBanStore(2);
    strike(small, subject('a'), NOW);
    strike(small, subject('b'), NOW);
    strike(small, subject('a'), NOW.plusSeconds(1));

    strike(small, subject('c'), NOW);

    assertThat(small.standing(subject('a'), NOW, NOW).strikes()).isEqualTo(2);
    assertThat(small.standing(subject('b'), NOW, NOW)).isEqualTo(BanStore.Standing.CLEAN);
    assertThat(small.standing(subject('c'), NOW, NOW).strikes()).isEqualTo(1);
  }

  @Test
  void strikesThatMayBeForgottenTakeNoRoom() {
    strike(store, subject('a'), NOW);

    strike(store, subject('a'), NOW.plus(KEPT));

    assertThat(store.standing(subject('a'), NOW, NOW).strikes()).isEqualTo(1);
  }

  @Test
  void aStoreThatHoldsNobodyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InMemoryBanStore(0))
        .withMessage("capacity is 0; give at least 1");
  }

  private static void strike(BanStore store, Subject subject, Instant time) {
    store.strike(subject, "moderation at " + time, time, NOW, time.plus(KEPT));
  }

  private static Subject subject(char digit) {
    return new Subject(String.valueOf(digit).repeat(64));
  }
}
