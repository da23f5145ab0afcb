package dev.menshen.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.menshen.Scope;
import dev.menshen.server.store.Database;
import dev.menshen.server.webhook.Event;
import dev.menshen.server.webhook.WebhookEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of grouped alerts on every database. */
@Timeout(120)
abstract class AlertStoreContract {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final Queue<Event> published = new ConcurrentLinkedQueue<>();

  /** The database as one instance has it. */
  abstract Database database();

  /** The same database as another instance has it. */
  abstract Database sibling();

  @Test
  void theFirstOfAKindIsPublishedAtOnceWithAllThatThereIsToKnow() {
    store().add(SomeAlerts.alert("m1"), 1, START);

    Event event = published.remove();
    assertThat(event.type()).isEqualTo("moderation.alert");
    assertThat(event.scope()).isEqualTo(SomeAlerts.FORUM);
    assertThat(event.data())
        .containsEntry("moderation", "m1")
        .containsEntry("rule", "unsafe")
        .containsEntry("severity", "Unsafe")
        .containsEntry("categories", List.of("Violent"))
        .containsEntry("actions", List.of("block", "alert"))
        .containsEntry("subject", "a".repeat(64))
        .containsKeys("probabilities", "policy", "tenant", "application", "direction");
  }

  @Test
  void theOthersOfAWindowAreOneSummaryThatAllInstancesCountFor() {
    store().add(SomeAlerts.alert("m1"), 1, START);
    store().add(SomeAlerts.alert("m2"), 1, START.plusSeconds(1));
    siblingStore().add(SomeAlerts.alert("m3"), 4, START.plusSeconds(2));
    published.clear();

    store().close(START.plus(WINDOW).minusSeconds(1));
    assertThat(published).isEmpty();
    siblingStore().close(START.plus(WINDOW));
    store().close(START.plus(WINDOW));

    Event summary = published.remove();
    assertThat(published).isEmpty();
    assertThat(summary.type()).isEqualTo("moderation.alert.summary");
    assertThat(summary.scope()).isEqualTo(SomeAlerts.FORUM);
    assertThat(summary.data())
        .containsEntry("count", 5L)
        .containsEntry("from", START.toString())
        .containsEntry("until", START.plus(WINDOW).toString())
        .containsEntry("rule", "unsafe")
        .containsEntry("severity", "Unsafe")
        .containsEntry("lastModeration", "m3");
  }

  @Test
  void whatLastsIsToldOnceAWindowAndWhatHasEndedBeginsAnew() {
    store().add(SomeAlerts.alert("m1"), 2, START);
    store().close(START.plus(WINDOW));
    store().add(SomeAlerts.alert("m3"), 1, START.plus(WINDOW).plusSeconds(1));
    store().close(START.plus(WINDOW.multipliedBy(2)));
    store().close(START.plus(WINDOW.multipliedBy(3)));
    store().add(SomeAlerts.alert("m4"), 1, START.plus(WINDOW.multipliedBy(3)));

    assertThat(published)
        .extracting(Event::type)
        .containsExactly(
            "moderation.alert",
            "moderation.alert.summary",
            "moderation.alert.summary",
            "moderation.alert");
  }

  @Test
  void alertsOfAnotherRuleApplicationOrTenantAreOfAnotherKind() {
    store().add(SomeAlerts.alert("m1"), 1, START);
    store().add(Alert.of(SomeAlerts.effect("m2", SomeAlerts.FORUM, "other")), 1, START);
    store()
        .add(Alert.of(SomeAlerts.effect("m3", Scope.application("acme", "x"), "unsafe")), 1, START);
    store()
        .add(
            Alert.of(SomeAlerts.effect("m4", Scope.application("x", "forum"), "unsafe")), 1, START);
    store().add(Alert.of("redis", "DEGRADED", START), 1, START);
    store().add(Alert.of("redis", "UP", START), 1, START);

    assertThat(published).hasSize(6);
  }

  @Test
  void anAlertThatCannotBePublishedIsNotCountedEither() {
    AlertStore failing =
        new AlertStore(
            database(),
            event -> {
              throw new IllegalStateException("no");
            },
            WINDOW);

    assertThatIllegalStateException()
        .isThrownBy(() -> failing.add(SomeAlerts.alert("m1"), 1, START));
    store().add(SomeAlerts.alert("m1"), 1, START);

    assertThat(published).extracting(Event::type).containsExactly("moderation.alert");
  }

  @Test
  void inAStormOneIsSentAndEveryOtherIsCounted() throws Exception {
    AlertGroups one = new AlertGroups(store(), () -> START);
    AlertGroups other = new AlertGroups(siblingStore(), () -> START);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      AlertGroups groups = i % 2 == 0 ? one : other;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int j = 0; j < 20; j++) {
                      groups.add(SomeAlerts.alert("m"));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    store().close(START.plus(WINDOW));

    assertThat(published)
        .extracting(Event::type)
        .containsExactly("moderation.alert", "moderation.alert.summary");
    assertThat(published).last().extracting(it -> it.data().get("count")).isEqualTo(399L);
  }

  private AlertStore store() {
    return store(database());
  }

  private AlertStore siblingStore() {
    return store(sibling());
  }

  private AlertStore store(Database database) {
    WebhookEvents events = published::add;
    return new AlertStore(database, events, WINDOW);
  }
}
