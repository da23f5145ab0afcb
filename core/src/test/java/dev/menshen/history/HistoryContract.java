package dev.menshen.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Scope;
import dev.menshen.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every history keeps to. */
public abstract class HistoryContract {
  private static final Scope FORUM = Scope.application("acme", "forum");
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");

  private final PastModerations moderations = new PastModerations(1);

  /** A history of one instance over the state of this test, which is empty at first. */
  protected abstract History history();

  /** The history of another instance over the same state. */
  protected abstract History sibling();

  @Test
  void everythingAboutAModerationIsKept() {
    List<PastModeration> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(moderations.at(FORUM, NOW.plusMillis(i)));
    }

    history().add(all);

    assertThat(all).allSatisfy(it -> assertThat(sibling().find(it.id())).contains(it));
    assertThat(all(Scope.GLOBAL)).containsExactlyElementsOf(all);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    PastModeration there = moderations.at(FORUM, NOW);
    history().add(List.of(there));

    assertThat(history().find(UUID.randomUUID().toString())).isEmpty();
    assertThat(history().find("")).isEmpty();
    assertThat(history().find("1-1-1-1-1")).isEmpty();
    assertThat(history().find("' or 1=1 --")).isEmpty();
    assertThat(history().find(there.id() + "0")).isEmpty();
  }

  @Test
  void anIdThatIsNoUuidIsRefusedWithAllThatCameWithIt() {
    PastModeration good = moderations.at(FORUM, NOW);
    PastModeration bad =
        new PastModeration(
            "moderation-1",
            good.subject(),
            good.guard(),
            good.evidence(),
            good.decision(),
            good.candidate(),
            good.latency());

    assertThatIllegalArgumentException().isThrownBy(() -> history().add(List.of(good, bad)));

    assertThat(all(Scope.GLOBAL)).isEmpty();
  }

  @Test
  void oneThatIsKeptAlreadyStaysAsItIs() {
    PastModeration first = moderations.at(FORUM, NOW);
    PastModeration changed =
        new PastModeration(
            first.id(),
            first.subject(),
            "another guard",
            first.evidence(),
            first.decision(),
            first.candidate(),
            first.latency());
    PastModeration other = moderations.at(FORUM, NOW.plusSeconds(1));
    history().add(List.of(first));

    sibling().add(List.of(changed, other, other));

    assertThat(all(FORUM)).containsExactly(first, other);
  }

  @Test
  void nothingComesOfAddingNothing() {
    history().add(List.of());

    assertThat(all(Scope.GLOBAL)).isEmpty();
  }

  @Test
  void aScopeHoldsTheNarrowerOnes() {
    PastModeration forum = moderations.at(FORUM, NOW);
    PastModeration shop = moderations.at(Scope.application("acme", "shop"), NOW.plusSeconds(1));
    PastModeration other = moderations.at(Scope.application("other", "forum"), NOW.plusSeconds(2));
    history().add(List.of(other, shop, forum));

    assertThat(all(FORUM)).containsExactly(forum);
    assertThat(all(Scope.tenant("acme"))).containsExactly(forum, shop);
    assertThat(all(Scope.GLOBAL)).containsExactly(forum, shop, other);
    assertThat(all(Scope.tenant("forum"))).isEmpty();
  }

  @Test
  void aRangeBeginsWithItsBeginningAndEndsBeforeItsEnd() {
    Duration tick = Duration.ofNanos(1_000);
    List<PastModeration> all =
        List.of(
            moderations.at(FORUM, NOW.minus(tick)),
            moderations.at(FORUM, NOW),
            moderations.at(FORUM, NOW.plusSeconds(1).minus(tick)),
            moderations.at(FORUM, NOW.plusSeconds(1)));
    history().add(all);

    assertThat(range(FORUM, NOW, NOW.plusSeconds(1))).containsExactly(all.get(1), all.get(2));
    assertThat(range(FORUM, NOW, NOW)).isEmpty();
  }

  @Test
  void manyAreToldTheOldestFirstAndThoseOfOneTimeByTheirIds() {
    List<PastModeration> all = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      all.add(
          moderations.at(
              i % 3 == 0 ? FORUM : Scope.application("acme", "shop"), NOW.plusMillis(i / 700)));
    }
    List<PastModeration> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(7));
    history().add(shuffled.subList(0, 1_500));
    sibling().add(shuffled.subList(1_500, 3_000));
    all.sort(
        Comparator.comparing((PastModeration it) -> it.evidence().time())
            .thenComparing(PastModeration::id));

    assertThat(all(Scope.tenant("acme"))).containsExactlyElementsOf(all);
    assertThat(all(FORUM))
        .containsExactlyElementsOf(
            all.stream().filter(it -> it.evidence().scope().equals(FORUM)).toList());
  }

  @Test
  void whatIsOfAnEarlierTimeIsForgotten() {
    List<PastModeration> all = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      all.add(moderations.at(FORUM, NOW.plusMillis(i)));
    }
    history().add(all);

    assertThat(history().forget(NOW.plusMillis(2_400))).isEqualTo(2_400);

    assertThat(all(Scope.GLOBAL)).containsExactlyElementsOf(all.subList(2_400, 2_500));
    assertThat(sibling().find(all.getFirst().id())).isEmpty();
    assertThat(history().forget(NOW.plusMillis(2_400))).isZero();
  }

  @Test
  void moderationsAddedAtOnceAreAllKept() throws InterruptedException {
    List<PastModeration> shared = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      shared.add(moderations.at(FORUM, NOW));
    }

    Together.run(
        6,
        thread -> {
          PastModerations own = new PastModerations(1_000 + thread);
          return () -> {
            History history = thread % 2 == 0 ? history() : sibling();
            for (int i = 0; i < 5; i++) {
              List<PastModeration> batch = new ArrayList<>();
              for (int j = 0; j < 20; j++) {
                batch.add(own.at(FORUM, NOW));
              }
              // All of them add these too, as somebody who tries again does.
              batch.addAll(shared.subList(i * 10, i * 10 + 10));
              history.add(batch);
            }
            return null;
          };
        });

    assertThat(all(FORUM)).hasSize(6 * 5 * 20 + 50).doesNotHaveDuplicates();
  }

  private List<PastModeration> all(Scope scope) {
    return range(scope, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
  }

  private List<PastModeration> range(Scope scope, Instant from, Instant to) {
    List<PastModeration> told = new ArrayList<>();
    history().each(scope, from, to, told::add);
    return told;
  }
}
