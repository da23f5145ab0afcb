package dev.menshen.server.review;

import static dev.menshen.server.review.Instance.actor;
import static dev.menshen.server.review.Instance.reviewer;
import static dev.menshen.server.review.SomeTexts.FORUM;
import static dev.menshen.server.review.SomeTexts.SURE;
import static dev.menshen.server.review.SomeTexts.UNSURE;
import static dev.menshen.server.review.SomeTexts.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Refusal;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.effect.Effect;
import dev.menshen.review.Concord;
import dev.menshen.review.Label;
import dev.menshen.review.ReviewState;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.api.ConflictException;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.NotFoundException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What review does, in a database that two instances share. */
abstract class ReviewContract {
  private static final ReviewSearch.Whose ALL =
      new ReviewSearch.Whose(Optional.empty(), Optional.empty(), Optional.empty());
  private static final ReviewSearch.Filter ANY =
      new ReviewSearch.Filter(
          Optional.empty(), Optional.empty(), true, Optional.empty(), Optional.empty());
  private static final Actor ANN = reviewer("ann");
  private static final Actor BOB = reviewer("bob");
  private static final Actor CARL = reviewer("carl");
  private static final Label SAFE = new Label(Severity.SAFE, Set.of(), Optional.empty());
  private static final Label UNSAFE =
      new Label(Severity.UNSAFE, Set.of(Category.VIOLENT), Optional.empty());

  private final TestDatabase.Instances databases = database().empty();
  private final Instance.Clock clock = new Instance.Clock();
  private final TestKeyring keyring = new TestKeyring();
  private final Instance first = instance(databases.first(), properties(0, false));
  private final Instance second = instance(databases.second(), properties(0, false));

  abstract TestDatabase database();

  @Test
  void aTextIsKeptEncryptedWithWhatTheGuardAndThePolicyMadeOfIt() {
    deliver("m1", "pineapple soup");

    ReviewItem item = second.desk.find(ANN, "m1");

    assertThat(item.scope()).isEqualTo(FORUM);
    assertThat(item.cause()).isEqualTo(Cause.of(prompt("m1", "pineapple soup", clock.instant())));
    assertThat(item.expires()).hasValue(clock.instant().plus(Duration.ofDays(30)));
    assertThat(item.standing()).isEqualTo(Standing.NEW);
    assertThat(second.vault.conversation("m1")).hasValue(Conversation.ofPrompt("pineapple soup"));
    assertThat(
            databases
                .first()
                .sql("select ciphertext from review_secret")
                .query(String.class)
                .single())
        .doesNotContain("pineapple");
  }

  @Test
  void aTextThatWasNotScannedSaysWhy() {
    first.intake.deliver(SomeTexts.notScanned("m1", "a soup", clock.instant()));

    ReviewItem item = first.desk.find(ANN, "m1");

    assertThat(item.cause().severity()).isEmpty();
    assertThat(item.cause().notScanned()).isPresent();
    assertThat(item.cause().probabilities()).isEmpty();
    assertThat(first.search.list(ALL, notScanned(), Optional.empty(), 9)).hasSize(1);
  }

  @Test
  void aModerationThatComesTwiceCountsOnce() {
    deliver("m1", "a soup");
    deliver("m1", "a soup");

    assertThat(first.desk.find(ANN, "m1").occurrences()).isEqualTo(1);
  }

  @Test
  void theSameTextOfAnApplicationWaitsOnceWithTheUrgencyOfItsMostUrgent() {
    first.intake.deliver(
        SomeTexts.scanned("m1", FORUM, Conversation.ofPrompt("a soup"), SURE, clock.instant()));
    clock.pass(Duration.ofMinutes(1));
    deliver("m2", "a soup");
    deliver("m3", "another soup");
    second.intake.deliver(
        SomeTexts.scanned(
            "m4",
            Scope.application("acme", "shop"),
            Conversation.ofPrompt("a soup"),
            UNSURE,
            clock.instant()));

    ReviewItem item = first.desk.find(ANN, "m2");

    assertThat(item.id()).isEqualTo("m1");
    assertThat(item.occurrences()).isEqualTo(2);
    assertThat(item.latest()).isEqualTo(clock.instant());
    assertThat(item.urgency())
        .isEqualTo(Cause.of(prompt("m2", "a soup", clock.instant())).urgency());
    assertThat(first.store.moderations("m1", 9))
        .extracting(ReviewOutcome.Moderated::id)
        .containsExactly("m1", "m2");
    assertThat(first.search.list(ALL, ANY, Optional.empty(), 9)).hasSize(3);
    assertThat(next(ANN)).isEqualTo("m1");
  }

  @Test
  void theSameTextFromManyThreadsAndTwoInstancesMakesOneItem() throws Exception {
    List<Callable<Boolean>> deliveries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String id = "m" + i;
      Instance instance = i % 2 == 0 ? first : second;
      deliveries.add(
          () -> {
            instance.intake.deliver(prompt(id, "a soup", clock.instant()));
            return true;
          });
    }
    together(deliveries);

    List<ReviewItem> items = first.search.list(ALL, ANY, Optional.empty(), 99);

    assertThat(items).hasSize(1);
    assertThat(items.getFirst().occurrences()).isEqualTo(40);
    assertThat(first.store.moderations(items.getFirst().id(), 99)).hasSize(40);
  }

  @Test
  void theMostUrgentIsHandedOutFirstUnlessAnotherHasWaitedLonger() {
    Instant before = clock.instant();
    first.intake.deliver(sure("old", before));
    first.intake.deliver(sure("sure", before.plus(Duration.ofHours(10))));
    first.intake.deliver(prompt("unsure", "unsure", before.plus(Duration.ofHours(10))));

    assertThat(next(ANN)).isEqualTo("unsure");
    assertThat(next(ANN)).isEqualTo("old");
    assertThat(next(ANN)).isEqualTo("sure");
    assertThat(next(ANN)).isNull();

    first.intake.deliver(sure("older", before));
    first.intake.deliver(prompt("late", "late", before.plus(Duration.ofHours(25))));
    assertThat(next(ANN)).isEqualTo("older");
  }

  @Test
  void manyReviewersOfTwoInstancesGetEachItemOnce() throws Exception {
    for (int i = 0; i < 200; i++) {
      deliver("m" + i, "soup " + i);
    }
    List<Callable<List<String>>> reviewers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Actor actor = reviewer("reviewer-" + i);
      Instance instance = i % 2 == 0 ? first : second;
      reviewers.add(
          () -> {
            List<String> got = new ArrayList<>();
            Optional<ReviewItem> item = instance.desk.next(actor, ALL);
            while (item.isPresent()) {
              assertThat(item.get().standing().claim().orElseThrow().reviewer())
                  .isEqualTo(actor.id());
              got.add(item.get().id());
              item = instance.desk.next(actor, ALL);
            }
            return got;
          });
    }

    List<String> all = together(reviewers).stream().flatMap(List::stream).toList();

    assertThat(all).hasSize(200);
    assertThat(new HashSet<>(all)).hasSize(200);
  }

  @Test
  void aClaimKeepsOthersOffUntilItEndsIsReleasedOrRunsOut() {
    deliver("m1", "a soup");
    first.desk.claim(ANN, "m1");

    assertThatThrownBy(() -> second.desk.claim(BOB, "m1"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("somebody else is at the item");
    assertThatThrownBy(() -> second.desk.release(BOB, "m1")).isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> decide(BOB, "m1", SAFE)).isInstanceOf(ConflictException.class);
    assertThat(next(BOB)).isNull();

    clock.pass(Duration.ofMinutes(10));
    first.desk.claim(ANN, "m1");
    clock.pass(Duration.ofMinutes(14));
    assertThat(next(BOB)).isNull();
    clock.pass(Duration.ofMinutes(1));
    assertThat(next(BOB)).isEqualTo("m1");
    assertThatThrownBy(() -> first.desk.claim(ANN, "m1")).isInstanceOf(ConflictException.class);

    second.desk.release(BOB, "m1");
    assertThat(next(ANN)).isEqualTo("m1");
    assertThat(names(first.acts))
        .containsExactly("review.claim", "review.claim", "review.claim", "review.claim");
    assertThat(names(second.acts)).containsExactly("review.release");
  }

  @Test
  void aDecisionIsKeptToldAndRecorded() {
    deliver("m1", "a soup");
    deliver("m2", "a soup");
    ReviewItem claimed = first.desk.next(ANN, ALL).orElseThrow();

    ReviewItem decided =
        first.desk.decide(
            ANN,
            "m1",
            claimed.standing().version(),
            UNSAFE,
            new Note("sold as pineapple", false, false, Optional.empty()));

    assertThat(decided).isEqualTo(second.desk.find(BOB, "m1"));
    assertThat(decided.standing().state()).isEqualTo(ReviewState.DECIDED);
    assertThat(decided.standing().label()).hasValue(UNSAFE);
    assertThat(decided.standing().claim()).isEmpty();
    assertThat(first.outcomes).hasSize(1);
    assertThat(first.outcomes.getFirst().moderations())
        .extracting(ReviewOutcome.Moderated::id)
        .containsExactly("m1", "m2");
    assertThat(first.outcomes.getFirst().release()).isFalse();
    AdministrativeAct act = first.acts.getLast();
    assertThat(act.name()).isEqualTo("review.decide");
    assertThat(act.actor()).isEqualTo(ANN);
    assertThat(act.target()).isEqualTo("m1");
    assertThat(act.detail()).containsEntry("severity", "Unsafe");
    assertThat(act.toString()).doesNotContain("pineapple");
    assertThat(second.showing.whole(BOB, decided).history().getFirst().comment())
        .isEqualTo("sold as pineapple");
    assertThat(next(BOB)).isNull();
  }

  @Test
  void aDecisionAboutAnItemThatHasChangedIsRefused() {
    deliver("m1", "a soup");
    int seen = first.desk.find(ANN, "m1").standing().version();
    first.desk.claim(ANN, "m1");

    assertThatThrownBy(() -> first.desk.decide(ANN, "m1", seen, SAFE, Note.of("")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("its version is 2 and not 1");
    assertThat(first.store.events("m1")).isEmpty();
  }

  @Test
  void ofManyDecisionsAtOnceOneIsTaken() throws Exception {
    deliver("m1", "a soup");
    int seen = first.desk.find(ANN, "m1").standing().version();
    List<Callable<Boolean>> decisions = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Actor actor = reviewer("reviewer-" + i);
      Instance instance = i % 2 == 0 ? first : second;
      decisions.add(
          () -> {
            try {
              instance.desk.decide(actor, "m1", seen, SAFE, Note.of(""));
              return true;
            } catch (ConflictException e) {
              return false;
            }
          });
    }

    assertThat(together(decisions)).containsOnlyOnce(true);
    assertThat(first.store.events("m1")).hasSize(1);
  }

  @Test
  void aDecisionWhoseConsequencesFailIsNotTaken() {
    deliver("m1", "a soup");
    first.consequences =
        (actor, item, events) -> {
          throw new IllegalStateException("no lists today");
        };

    assertThatIllegalStateException().isThrownBy(() -> decide(ANN, "m1", SAFE));

    assertThat(second.desk.find(ANN, "m1").standing()).isEqualTo(Standing.NEW);
    assertThat(second.store.events("m1")).isEmpty();
  }

  @Test
  void aLabelFitsTheDirectionOfTheText() {
    deliver("m1", "a soup");
    first.intake.deliver(
        SomeTexts.scanned(
            "m2", FORUM, Conversation.ofResponse("a soup", "no"), UNSURE, clock.instant()));

    assertThatThrownBy(
            () -> decide(ANN, "m1", new Label(Severity.SAFE, Set.of(), Optional.of(Refusal.YES))))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(
            () ->
                decide(
                    ANN,
                    "m2",
                    new Label(Severity.UNSAFE, Set.of(Category.JAILBREAK), Optional.empty())))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(
            decide(ANN, "m2", new Label(Severity.SAFE, Set.of(), Optional.of(Refusal.YES)))
                .standing()
                .label()
                .orElseThrow()
                .refusal())
        .hasValue(Refusal.YES);
  }

  @Test
  void aSecondOpinionIsAnothersWhoDoesNotSeeTheFirst() {
    Instance both = instance(databases.first(), properties(100, false));
    deliver("m1", "a soup");
    ReviewItem waits = decide(both, ANN, "m1", UNSAFE);

    assertThat(waits.standing().state()).isEqualTo(ReviewState.SECOND);
    assertThat(both.outcomes).isEmpty();
    assertThat(both.desk.next(ANN, ALL)).isEmpty();
    assertThatThrownBy(() -> both.desk.claim(ANN, "m1"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("judged this text before");
    ItemBody shown = both.showing.whole(BOB, both.desk.next(BOB, ALL).orElseThrow());
    assertThat(shown.history()).isEmpty();
    assertThat(shown.label()).isNull();
    assertThat(both.showing.whole(ANN, waits).history()).hasSize(1);

    ReviewItem decided = decide(both, BOB, "m1", UNSAFE);

    assertThat(decided.standing().label()).hasValue(UNSAFE);
    assertThat(both.outcomes).hasSize(1);
    assertThat(concord(both).count(Severity.UNSAFE, Severity.UNSAFE)).isEqualTo(1);
  }

  @Test
  void aThirdPersonSettlesADisputeAndItCountsAgainstAgreement() {
    Instance both = instance(databases.first(), properties(100, false));
    deliver("m1", "a soup");
    decide(both, ANN, "m1", UNSAFE);
    ReviewItem disputed = decide(both, BOB, "m1", SAFE);

    assertThat(disputed.standing().state()).isEqualTo(ReviewState.DISPUTED);
    assertThat(both.desk.next(ANN, ALL)).isEmpty();
    assertThat(both.desk.next(BOB, ALL)).isEmpty();
    assertThat(both.showing.whole(CARL, disputed).history()).hasSize(2);

    decide(both, CARL, "m1", SAFE);

    assertThat(both.desk.find(ANN, "m1").standing().label()).hasValue(SAFE);
    assertThat(concord(both).pairs()).isEqualTo(1);
    assertThat(concord(both).count(Severity.UNSAFE, Severity.SAFE)).isEqualTo(1);
    assertThat(both.figures.given(Optional.of("acme"), Instant.EPOCH, later()))
        .extracting(ReviewFigures.Given::opinions)
        .containsExactly(1L, 1L, 1L);
  }

  @Test
  void anAppealPutsAnItemBeforeAnotherPersonAndKeepsItsHistory() {
    deliver("m1", "a soup");
    decide(ANN, "m1", UNSAFE);

    ReviewItem appealed =
        first.desk.appeal(
            actor("app", Optional.of("acme"), Permission.MODERATE), "m1", "a known song");

    assertThat(appealed.standing().state()).isEqualTo(ReviewState.APPEALED);
    assertThat(appealed.standing().round()).isEqualTo(2);
    assertThat(appealed.standing().label()).isEmpty();
    assertThat(next(ANN)).isNull();
    assertThat(next(BOB)).isEqualTo("m1");

    decide(BOB, "m1", SAFE);

    assertThat(first.outcomes).extracting(ReviewOutcome::round).containsExactly(1, 2);
    assertThat(first.outcomes.getLast().label()).isEqualTo(SAFE);
    assertThat(first.showing.whole(BOB, first.desk.find(BOB, "m1")).history())
        .extracting(ItemBody.Done::kind)
        .containsExactly("opinion", "appeal", "opinion");
    assertThat(first.showing.whole(BOB, first.desk.find(BOB, "m1")).history().get(1).comment())
        .isEqualTo("a known song");
  }

  @Test
  void anAdministratorMaySettleAnAppealOfTheirOwnDecision() {
    Actor admin = actor("root", Optional.empty(), Permission.ADMIN);
    deliver("m1", "a soup");
    decide(admin, "m1", UNSAFE);
    first.desk.appeal(admin, "m1", "a mistake");

    assertThat(first.desk.next(admin, ALL)).isPresent();
  }

  @Test
  void onlyWhatIsDecidedCanBeAppealed() {
    deliver("m1", "a soup");

    assertThatThrownBy(() -> first.desk.appeal(ANN, "m1", "why not"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("waiting");
  }

  @Test
  void aDecisionSettlesTheSameTextForAWhile() {
    deliver("m1", "a soup");
    decide(ANN, "m1", SAFE);
    clock.pass(Duration.ofDays(6));
    deliver("m2", "a soup");

    assertThat(first.search.list(ALL, ANY, Optional.empty(), 9)).hasSize(1);
    assertThat(first.outcomes.getLast().moderations())
        .extracting(ReviewOutcome.Moderated::id)
        .containsExactly("m2");
    assertThat(first.outcomes.getLast().label()).isEqualTo(SAFE);

    clock.pass(Duration.ofDays(1));
    deliver("m3", "a soup");

    assertThat(first.desk.find(ANN, "m3").id()).isEqualTo("m3");
    assertThat(next(BOB)).isEqualTo("m3");
  }

  @Test
  void whoBelongsToATenantSeesItsItemsAlone() {
    deliver("m1", "a soup");
    Actor stranger = actor("dora", Optional.of("other"), Permission.REVIEW);

    assertThatThrownBy(() -> first.desk.find(stranger, "m1")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> first.desk.claim(stranger, "m1"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> first.desk.appeal(stranger, "m1", "why"))
        .isInstanceOf(NotFoundException.class);
    Actor shop =
        new Actor(
            Actor.Kind.KEY,
            "k",
            "k",
            Optional.of("acme"),
            Optional.of("shop"),
            Set.of(Permission.REVIEW));
    assertThatThrownBy(() -> first.desk.find(shop, "m1")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void whoMayNotReviewSeesNeitherTextNorComment() {
    deliver("m1", "pineapple soup");
    ReviewItem item = decide(ANN, "m1", SAFE);

    ItemBody shown = first.showing.whole(actor("eve", Optional.empty(), Permission.AUDIT), item);

    assertThat(shown.messages()).isNull();
    assertThat(shown.history()).hasSize(1).allMatch(done -> done.comment() == null);
    assertThat(first.showing.whole(ANN, item).toString()).doesNotContain("pineapple");
  }

  @Test
  void whatNobodyDecidedIsErasedWhenItsTimeHasCome() {
    deliver("m1", "a soup");
    deliver("m2", "a soup");
    clock.pass(Duration.ofDays(30).minusMillis(1));
    first.sweeper.sweep();
    assertThat(first.vault.conversation("m1")).isPresent();

    clock.pass(Duration.ofMillis(1));
    second.sweeper.sweep();

    ReviewItem item = first.desk.find(ANN, "m1");
    assertThat(item.standing().state()).isEqualTo(ReviewState.EXPIRED);
    assertThat(item.expires()).isEmpty();
    assertThat(rows("review_secret")).isZero();
    assertThat(rows("review_moderation")).isZero();
    assertThat(next(ANN)).isNull();
    assertThatThrownBy(() -> first.desk.claim(ANN, "m1")).isInstanceOf(ConflictException.class);
    deliver("m3", "a soup");
    assertThat(next(ANN)).isEqualTo("m3");
  }

  @Test
  void ofWhatWasDecidedTheLabelStays() {
    deliver("m1", "a soup");
    decide(ANN, "m1", UNSAFE);
    clock.pass(Duration.ofDays(30));
    first.sweeper.sweep();

    ReviewItem item = first.desk.find(ANN, "m1");
    assertThat(item.standing().label()).hasValue(UNSAFE);
    assertThat(first.showing.whole(ANN, item).messages()).isNull();
    assertThat(first.store.events("m1")).hasSize(1);
    assertThat(rows("review_secret")).isZero();
    assertThat(rows("review_moderation")).isZero();
    assertThatThrownBy(() -> first.desk.appeal(ANN, "m1", "why"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("menshen.review.retention");
  }

  @Test
  void textsThatWereDecidedAboutAreKeptForTrainingWhereThatIsWanted() {
    Instance keeping = instance(databases.first(), properties(0, true));
    deliver("m1", "a soup");
    deliver("m2", "another soup");
    decide(ANN, "m1", UNSAFE);
    clock.pass(Duration.ofDays(30));
    keeping.sweeper.sweep();

    assertThat(first.vault.conversation("m1")).isPresent();
    assertThat(first.vault.note("m1", 1)).isEmpty();
    assertThat(first.vault.conversation("m2")).isEmpty();
    assertThat(rows("review_moderation")).isZero();

    first.sweeper.sweep();

    assertThat(first.vault.conversation("m1")).as("no longer wanted").isEmpty();
  }

  @Test
  void moreThanIsErasedAtOnceIsErased() {
    for (int i = 0; i < 501; i++) {
      deliver("m" + i, "soup " + i);
    }
    clock.pass(Duration.ofDays(30));

    assertThat(first.sweeper.erase(clock.instant())).isEqualTo(501);
    assertThat(rows("review_secret")).isZero();
  }

  @Test
  void whatIsUnderAnOldKeyIsEncryptedAnew() {
    for (int i = 0; i < 101; i++) {
      deliver("m" + i, "soup " + i);
    }
    decide(ANN, "m7", SAFE);
    keyring.rotate(2);
    deliver("new", "new soup");

    assertThat(second.vault.renew()).isEqualTo(102);

    assertThat(
            databases
                .first()
                .sql("select distinct key_prefix from review_secret")
                .query(String.class)
                .list())
        .containsExactly("0100000002");
    assertThat(first.vault.conversation("m100")).hasValue(Conversation.ofPrompt("soup 100"));
    assertThat(first.vault.note("m7", 1)).isPresent();
    assertThat(second.vault.renew()).isZero();
  }

  @Test
  void aTextThatIsMovedToAnotherItemDoesNotDecrypt() {
    deliver("m1", "a soup");
    deliver("m2", "another soup");
    String other =
        databases
            .first()
            .sql("select ciphertext from review_secret where item = 'm2'")
            .query(String.class)
            .single();
    databases
        .first()
        .sql("update review_secret set ciphertext = ? where item = 'm1'")
        .param(other)
        .update();

    assertThatIllegalStateException()
        .isThrownBy(() -> first.vault.conversation("m1"))
        .withMessageContaining("does not decrypt");
  }

  @Test
  void itemsAreListedInPagesTheLatestFirst() {
    for (int i = 0; i < 5; i++) {
      deliver("m" + i, "soup " + i);
      clock.pass(i % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(1));
    }
    List<String> ids = new ArrayList<>();
    Optional<ReviewSearch.Place> place = Optional.empty();
    List<ReviewItem> page = first.search.list(ALL, ANY, place, 2);
    while (!page.isEmpty()) {
      page.forEach(item -> ids.add(item.id()));
      ReviewItem last = page.getLast();
      page =
          first.search.list(
              ALL, ANY, Optional.of(new ReviewSearch.Place(last.created(), last.id())), 2);
    }

    assertThat(ids).containsExactly("m4", "m3", "m2", "m1", "m0");
  }

  @Test
  void itemsAreFoundByWhatTheyAre() {
    deliver("m1", "a soup");
    first.intake.deliver(SomeTexts.notScanned("m2", "another", clock.instant()));
    decide(ANN, "m1", SAFE);

    assertThat(ids(filter(Optional.of(ReviewState.DECIDED), Optional.empty(), Optional.empty())))
        .containsExactly("m1");
    assertThat(ids(filter(Optional.empty(), Optional.of(Severity.UNSAFE), Optional.empty())))
        .containsExactly("m1");
    assertThat(ids(filter(Optional.empty(), Optional.of(Severity.SAFE), Optional.empty())))
        .isEmpty();
    assertThat(ids(filter(Optional.empty(), Optional.empty(), Optional.of(Category.VIOLENT))))
        .containsExactly("m1");
    assertThat(ids(filter(Optional.empty(), Optional.empty(), Optional.of(Category.PII))))
        .isEmpty();
    assertThat(ids(notScanned())).containsExactly("m2");
    assertThat(
            first.search.list(
                new ReviewSearch.Whose(
                    Optional.of("acme"), Optional.of("forum"), Optional.of("en")),
                ANY,
                Optional.empty(),
                9))
        .extracting(ReviewItem::id)
        .containsExactly("m1");
    assertThat(
            first.search.list(
                new ReviewSearch.Whose(Optional.of("other"), Optional.empty(), Optional.empty()),
                ANY,
                Optional.empty(),
                9))
        .isEmpty();
  }

  @Test
  void whatWaitsAndWhatWasDecidedIsCounted() {
    Instant begin = clock.instant();
    deliver("m1", "a soup");
    clock.pass(Duration.ofHours(1));
    deliver("m2", "another soup");
    deliver("m3", "a third soup");
    decide(ANN, "m3", SAFE);

    List<ReviewFigures.Waiting> waiting = first.figures.waiting(Optional.empty());

    assertThat(waiting).containsExactly(new ReviewFigures.Waiting(ReviewState.WAITING, 2, begin));
    assertThat(first.figures.waiting(Optional.of("other"))).isEmpty();
    assertThat(first.figures.decided(Optional.empty(), begin, later()))
        .containsExactly(Map.entry(Severity.SAFE, 1L));
    assertThat(first.figures.decided(Optional.empty(), begin, begin)).isEmpty();
  }

  private ReviewItem decide(Actor actor, String id, Label label) {
    return decide(first, actor, id, label);
  }

  private static ReviewItem decide(Instance instance, Actor actor, String id, Label label) {
    int version = instance.desk.find(actor, id).standing().version();
    return instance.desk.decide(actor, id, version, label, Note.of("seen"));
  }

  private Concord concord(Instance instance) {
    return instance.figures.concord(Optional.empty(), Instant.EPOCH, later());
  }

  private Instant later() {
    return clock.instant().plus(Duration.ofDays(1));
  }

  private void deliver(String id, String text) {
    first.intake.deliver(prompt(id, text, clock.instant()));
  }

  private static Effect sure(String id, Instant time) {
    return SomeTexts.scanned(id, FORUM, Conversation.ofPrompt(id), SURE, time);
  }

  private @Nullable String next(Actor actor) {
    return first.desk.next(actor, ALL).map(ReviewItem::id).orElse(null);
  }

  private List<String> ids(ReviewSearch.Filter filter) {
    return first.search.list(ALL, filter, Optional.empty(), 9).stream()
        .map(ReviewItem::id)
        .toList();
  }

  private static ReviewSearch.Filter filter(
      Optional<ReviewState> state, Optional<Severity> severity, Optional<Category> category) {
    return new ReviewSearch.Filter(state, severity, true, category, Optional.empty());
  }

  private static ReviewSearch.Filter notScanned() {
    return new ReviewSearch.Filter(
        Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  private int rows(String table) {
    return databases.first().sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static List<String> names(List<AdministrativeAct> acts) {
    return acts.stream().map(AdministrativeAct::name).toList();
  }

  private Instance instance(Database database, ReviewProperties properties) {
    return new Instance(database, keyring, properties, clock);
  }

  private static ReviewProperties properties(double secondOpinions, boolean keepTexts) {
    return new ReviewProperties(
        Duration.ofDays(30),
        keepTexts,
        Duration.ofMinutes(15),
        Duration.ofHours(24),
        Duration.ofDays(7),
        secondOpinions,
        2000,
        200,
        Duration.ofMinutes(10),
        null);
  }

  /** Runs all at once and gives what they return. */
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> task : tasks) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
