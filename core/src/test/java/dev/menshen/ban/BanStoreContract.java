package dev.menshen.ban;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Subject;
import dev.menshen.Together;
import dev.menshen.ban.BanStore.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of strikes and bans keeps to. */
public abstract class BanStoreContract {
  private static final Subject SUBJECT = subject(1);
  private static final Subject OTHER = subject(2);

  /** The present, as a store may forget by its own clock what is past. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final Instant since = now.minus(Duration.ofDays(7));
  private final Instant keepUntil = now.plus(Duration.ofDays(7));

  /** A store of one instance over the state of this test, which is empty at first. */
  protected abstract BanStore store();

  /** The store of another instance over the same state. */
  protected abstract BanStore sibling();

  @Test
  void aNewSubjectIsClean() {
    strike(store(), OTHER, now);
    store().ban(ban(OTHER, now.plusSeconds(60)));

    assertThat(store().standing(SUBJECT, now, since)).isEqualTo(Standing.CLEAN);
  }

  @Test
  void strikesOfAllInstancesAreCounted() {
    assertThat(strike(store(), SUBJECT, now)).isEqualTo(1);
    assertThat(strike(sibling(), SUBJECT, now)).isEqualTo(2);
    assertThat(strike(store(), OTHER, now)).isEqualTo(1);
    assertThat(strike(store(), SUBJECT, now.plusMillis(1))).isEqualTo(3);

    assertThat(sibling().standing(SUBJECT, now, since))
        .isEqualTo(new Standing(Optional.empty(), 3));
  }

  @Test
  void aModerationStrikesOnceHoweverOftenThatIsTold() {
    String moderation = UUID.randomUUID().toString();

    assertThat(store().strike(SUBJECT, moderation, now, since, keepUntil)).isEqualTo(1);
    assertThat(sibling().strike(SUBJECT, moderation, now, since, keepUntil)).isEqualTo(1);
    // Of another subject it is another strike.
    assertThat(store().strike(OTHER, moderation, now, since, keepUntil)).isEqualTo(1);

    assertThat(store().standing(SUBJECT, now, since).strikes()).isEqualTo(1);
  }

  @Test
  void strikesBeforeTheWindowDoNotCountAndThoseAtItsBeginningDo() {
    Instant begin = now.minusSeconds(60);
    strike(store(), SUBJECT, begin.minusMillis(1));
    strike(store(), SUBJECT, begin);
    strike(store(), SUBJECT, begin.plusMillis(1));

    assertThat(store().standing(SUBJECT, now, begin).strikes()).isEqualTo(2);
    assertThat(store().strike(SUBJECT, UUID.randomUUID().toString(), now, begin, keepUntil))
        .isEqualTo(3);
    assertThat(store().standing(SUBJECT, now, begin.plusMillis(2)).strikes()).isEqualTo(1);
  }

  @Test
  void aBanHoldsUntilJustBeforeItsEnd() {
    Ban ban = ban(SUBJECT, now.plusSeconds(600));
    store().ban(ban);

    assertThat(sibling().standing(SUBJECT, now, since)).isEqualTo(standing(ban));
    assertThat(sibling().standing(SUBJECT, ban.until().minusMillis(1), since))
        .isEqualTo(standing(ban));
    assertThat(sibling().standing(SUBJECT, ban.until(), since)).isEqualTo(Standing.CLEAN);
  }

  @Test
  void ofTwoBansTheOneThatEndsLaterHolds() {
    Ban shorter = ban(SUBJECT, now.plusSeconds(60));
    Ban longer = ban(SUBJECT, now.plusSeconds(600));

    store().ban(shorter);
    sibling().ban(longer);
    assertThat(store().standing(SUBJECT, now, since)).isEqualTo(standing(longer));
    sibling().ban(shorter);
    assertThat(store().standing(SUBJECT, now, since)).isEqualTo(standing(longer));

    store().ban(new Ban(SUBJECT, "acme", now, longer.until(), 9, "late", ""));
    assertThat(store().standing(SUBJECT, now, since)).isEqualTo(standing(longer));
  }

  @Test
  void everythingAboutABanIsKept() {
    Ban byPerson =
        new Ban(SUBJECT, "acme", now, now.plusSeconds(5), 17, "出言不逊 \"quoted\" \\ 😀", "");
    Ban byRule =
        new Ban(OTHER, "acme", now.minusMillis(5), now.plusSeconds(6), 0, "r", "0197-moderation");

    store().ban(byPerson);
    store().ban(byRule);

    assertThat(sibling().bans("acme", now, Optional.empty(), 10)).containsExactly(byPerson, byRule);
    assertThat(sibling().standing(SUBJECT, now, since).ban()).contains(byPerson);
  }

  @Test
  void liftingEndsTheBanAndForgetsTheStrikes() {
    strike(store(), SUBJECT, now);
    strike(store(), OTHER, now);
    store().ban(ban(SUBJECT, now.plusSeconds(60)));
    store().ban(ban(OTHER, now.plusSeconds(60)));

    assertThat(sibling().lift(SUBJECT, now)).isTrue();

    assertThat(store().standing(SUBJECT, now, since)).isEqualTo(Standing.CLEAN);
    assertThat(store().standing(OTHER, now, since).strikes()).isEqualTo(1);
    assertThat(store().bans("acme", now, Optional.empty(), 10))
        .extracting(Ban::subject)
        .containsExactly(OTHER);
    assertThat(store().lift(SUBJECT, now)).isFalse();
    assertThat(strike(store(), SUBJECT, now)).isEqualTo(1);
  }

  @Test
  void aSubjectThatIsNotBannedCannotBeLiftedButItsStrikesAreForgotten() {
    strike(store(), SUBJECT, now);
    store().ban(ban(SUBJECT, now.plusSeconds(60)));

    assertThat(store().lift(SUBJECT, now.plusSeconds(60))).isFalse();

    assertThat(store().standing(SUBJECT, now, since).strikes()).isZero();
  }

  @Test
  void afterABanWasLiftedAShorterOneHolds() {
    store().ban(ban(SUBJECT, now.plusSeconds(600)));
    store().lift(SUBJECT, now);
    Ban shorter = ban(SUBJECT, now.plusSeconds(60));

    store().ban(shorter);

    assertThat(sibling().standing(SUBJECT, now, since)).isEqualTo(standing(shorter));
  }

  @Test
  void bansAreToldByTheirEndsInPagesAndOnlyThoseOfTheTenantThatHold() {
    List<Ban> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // Several end at once, and they are entered in another order than they are told in.
      Ban ban = ban(subject(100 + (i * 7) % 25), now.plusSeconds(60 + (i * 7) % 25 / 4));
      store().ban(ban);
      expected.add(ban);
    }
    expected.sort(Comparator.comparing(Ban::until).thenComparing(ban -> ban.subject().digest()));
    store().ban(ban(subject(200), now.plusMillis(1)));
    store().ban(new Ban(subject(201), "other", now, now.plusSeconds(60), 1, "rule", ""));

    List<Ban> told = new ArrayList<>();
    Optional<Ban> after = Optional.empty();
    List<Integer> sizes = new ArrayList<>();
    do {
      List<Ban> page = sibling().bans("acme", now.plusMillis(1), after, 10);
      sizes.add(page.size());
      told.addAll(page);
      after = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
    } while (after.isPresent());

    assertThat(told).containsExactlyElementsOf(expected);
    assertThat(sizes).containsExactly(10, 10, 5, 0);
  }

  @Test
  void noStrikeIsLostWhenManyThreadsAndInstancesStrikeAtOnce() throws InterruptedException {
    int threads = 8;
    int each = 25;

    List<Integer> answers =
        Together.run(
                threads,
                thread ->
                    () -> {
                      List<Integer> counts = new ArrayList<>();
                      for (int i = 0; i < each; i++) {
                        counts.add(strike(thread % 2 == 0 ? store() : sibling(), SUBJECT, now));
                      }
                      return counts;
                    })
            .stream()
            .flatMap(List::stream)
            .sorted()
            .toList();

    assertThat(store().standing(SUBJECT, now, since).strikes()).isEqualTo(threads * each);
    // Whoever struck last was told of all; nobody was told of fewer than had been before.
    assertThat(answers.getLast()).isEqualTo(threads * each);
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i)).isGreaterThan(i);
    }
  }

  @Test
  void ofBansMadeAtOnceTheOneThatEndsLastHolds() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      Subject subject = subject(300 + round);

      Together.run(
          8,
          thread ->
              () -> {
                BanStore store = thread % 2 == 0 ? store() : sibling();
                store.ban(ban(subject, now.plusSeconds(60 + (thread * 5) % 8)));
                return null;
              });

      assertThat(store().standing(subject, now, since))
          .isEqualTo(standing(ban(subject, now.plusSeconds(67))));
    }
  }

  private int strike(BanStore store, Subject subject, Instant time) {
    return store.strike(subject, UUID.randomUUID().toString(), time, since, keepUntil);
  }

  private Ban ban(Subject subject, Instant until) {
    return new Ban(
        subject, "acme", now.minusSeconds(1), until, 3, "unsafe", "moderation of the ban");
  }

  private static Standing standing(Ban ban) {
    return new Standing(Optional.of(ban), 0);
  }

  private static Subject subject(int number) {
    return new Subject("%064x".formatted(number));
  }
}
