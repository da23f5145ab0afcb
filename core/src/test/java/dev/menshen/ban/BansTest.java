package dev.menshen.ban;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import dev.menshen.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BansTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final BanTerms TERMS =
      new BanTerms(Duration.ofDays(1), 2, List.of(Duration.ofMinutes(10), Duration.ofHours(1)));

  private final Bans bans = new Bans(new InMemoryBanStore(100));
  private final Subject subject = Subject.of(Secret.random(), "acme", "user-7");

  @Test
  void tooFewStrikesBringNoBanAndAreRemembered() {
    assertThat(strike("m1", NOW)).isEmpty();

    assertThat(bans.standing(subject, NOW, TERMS.window()))
        .isEqualTo(new BanStore.Standing(Optional.empty(), 1));
  }

  @Test
  void theStrikeThatIsOneTooManyBansForTheFirstDuration() {
    strike("m1", NOW);

    Ban ban = strike("m2", NOW.plusSeconds(5)).orElseThrow();

    assertThat(ban)
        .isEqualTo(
            new Ban(subject, "acme", NOW.plusSeconds(5), NOW.plusSeconds(605), 2, "insults", "m2"));
    assertThat(bans.standing(subject, NOW.plusSeconds(604), TERMS.window()).ban()).hasValue(ban);
    assertThat(bans.standing(subject, NOW.plusSeconds(605), TERMS.window()).ban()).isEmpty();
  }

  @Test
  void eachFurtherStrikeBansForTheNextDurationAndTheLastHoldsForAllAfterIt() {
    strike("m1", NOW);
    strike("m2", NOW);
    Instant later = NOW.plus(Duration.ofHours(2));
    Instant evenLater = NOW.plus(Duration.ofHours(4));

    assertThat(strike("m3", later)).map(Ban::until).hasValue(later.plus(Duration.ofHours(1)));
    assertThat(strike("m4", evenLater))
        .map(Ban::until)
        .hasValue(evenLater.plus(Duration.ofHours(1)));
  }

  @Test
  void strikesBeforeTheWindowDoNotCount() {
    strike("m1", NOW);

    assertThat(strike("m2", NOW.plus(Duration.ofDays(1)).plusSeconds(1))).isEmpty();
  }

  @Test
  void theSameModerationStrikesAndBansOnce() {
    strike("m1", NOW);
    strike("m1", NOW);
    Ban ban = strike("m2", NOW).orElseThrow();

    assertThat(strike("m2", NOW.plusSeconds(1))).hasValue(ban);
    assertThat(bans.standing(subject, NOW, TERMS.window()).strikes()).isEqualTo(2);
  }

  @Test
  void ofTwoBansTheOneThatEndsLaterHolds() {
    Ban byHand = bans.ban(subject, "acme", Duration.ofDays(3), "spam", NOW, TERMS.window());
    strike("m1", NOW);

    assertThat(strike("m2", NOW)).hasValue(byHand);
    assertThat(bans.ban(subject, "acme", Duration.ofDays(1), "spam", NOW, TERMS.window()))
        .isEqualTo(byHand);
  }

  @Test
  void aBanByHandTellsOfTheStrikesAndHasNoModeration() {
    strike("m1", NOW);

    assertThat(bans.ban(subject, "acme", Duration.ofDays(3), "spam", NOW, TERMS.window()))
        .isEqualTo(new Ban(subject, "acme", NOW, NOW.plus(Duration.ofDays(3)), 1, "spam", ""));
  }

  @Test
  void whoIsLiftedStartsAnew() {
    strike("m1", NOW);
    strike("m2", NOW);

    assertThat(bans.lift(subject, NOW)).isTrue();
    assertThat(bans.lift(subject, NOW)).isFalse();
    assertThat(bans.standing(subject, NOW, TERMS.window())).isEqualTo(BanStore.Standing.CLEAN);
    assertThat(strike("m3", NOW)).isEmpty();
  }

  @Test
  void thoseOfATenantAreListedByTheirEndsInPages() {
    Subject other = Subject.of(Secret.random(), "acme", "user-8");
    Ban late = bans.ban(subject, "acme", Duration.ofDays(3), "spam", NOW, TERMS.window());
    Ban early = bans.ban(other, "acme", Duration.ofDays(1), "spam", NOW, TERMS.window());
    bans.ban(
        Subject.of(Secret.random(), "other", "user-7"),
        "other",
        Duration.ofDays(1),
        "spam",
        NOW,
        TERMS.window());

    assertThat(bans.list("acme", NOW, Optional.empty(), 1)).containsExactly(early);
    assertThat(bans.list("acme", NOW, Optional.of(early), 5)).containsExactly(late);
  }

  private Optional<Ban> strike(String moderationId, Instant now) {
    return bans.strike(subject, "acme", TERMS, "insults", moderationId, now);
  }
}
