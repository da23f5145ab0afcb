package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.NotFoundException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.store.Database;
import dev.menshen.server.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final Set<String> KINDS = Set.of("webhook");
  private static final Actor ACME = actor("acme", Optional.empty());
  private static final Actor FORUM = actor("acme", Optional.of("forum"));
  private static final Actor OTHER = actor("other", Optional.empty());

  private final Database database = TestDatabase.H2.empty().first();
  private final WebhookProperties properties =
      TestProperties.with(List.of(), Duration.ofSeconds(1));
  private final Sender sender = new Sender(database, new FakeKeyring(), properties);
  private final List<AdministrativeAct> acts = new ArrayList<>();
  private final List<String> woken = new ArrayList<>();
  private final Deliveries deliveries =
      new Deliveries(
          sender.destinations(),
          sender.deliveries(),
          sender.events(),
          properties,
          acts::add,
          woken::add,
          InstantSource.system());

  @Test
  void nobodySeesChangesOrReplaysWhatIsAnothers() {
    Destination own =
        sender.destination("webhook", "https://a.example", Scope.application("acme", "forum"));
    Destination global = sender.destination("webhook", "https://b.example");
    deliveries.sendTest(Actor.ANYBODY, "webhook.test", own);
    String delivery =
        deliveries
            .page(FORUM, Optional.empty(), Optional.empty(), Optional.empty(), 10)
            .getFirst()
            .id();
    sender.deliveries().giveUpAll(own.id(), "expired", Instant.now());

    assertThat(deliveries.all(Actor.ANYBODY, KINDS)).containsExactlyInAnyOrder(own, global);
    assertThat(deliveries.all(ACME, KINDS)).containsExactly(own);
    assertThat(deliveries.all(FORUM, KINDS)).containsExactly(own);
    assertThat(deliveries.all(OTHER, KINDS)).isEmpty();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> deliveries.get(OTHER, KINDS, own.id()));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> deliveries.get(ACME, KINDS, global.id()));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> deliveries.get(ACME, Set.of("mail"), own.id()));
    assertThat(deliveries.page(OTHER, Optional.empty(), Optional.empty(), Optional.empty(), 10))
        .isEmpty();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> deliveries.replay(OTHER, delivery));
    assertThat(deliveries.replay(ACME, delivery).state()).isEqualTo(Delivery.State.WAITING);
    assertThat(woken).containsExactly(own.id());
  }

  @Test
  void whoActsForATenantMakesDestinationsOfItAlone() {
    assertThat(Deliveries.scope(ACME, Scope.GLOBAL)).isEqualTo(Scope.tenant("acme"));
    assertThat(Deliveries.scope(FORUM, Scope.tenant("acme")))
        .isEqualTo(Scope.application("acme", "forum"));
    assertThat(Deliveries.scope(Actor.ANYBODY, Scope.GLOBAL)).isEqualTo(Scope.GLOBAL);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> Deliveries.scope(OTHER, Scope.tenant("acme")));
  }

  @Test
  void everyActIsRecordedBeforeItIsDoneAndWithoutAnAddress() {
    Destination destination = sender.destination("webhook", "https://pineapple.example");
    deliveries.remove(ACME, "webhook.remove", destination);
    deliveries.add(ACME, "webhook.create", destination);
    deliveries.change(ACME, "webhook.change", destination, old -> old);
    deliveries.sendTest(ACME, "webhook.test", destination);

    assertThat(acts)
        .extracting(AdministrativeAct::name)
        .containsExactly("webhook.remove", "webhook.create", "webhook.change", "webhook.test");
    assertThat(acts).allMatch(act -> act.target().equals(destination.id()));
    assertThat(acts.toString()).doesNotContain("pineapple");
  }

  @Test
  void thereAreNoMoreThanThereMayBe() {
    for (int i = 0; i < properties.most(); i++) {
      sender.destination("webhook", "https://a.example");
    }
    Destination another = deliveries.all(Actor.ANYBODY, KINDS).getFirst();

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> deliveries.add(Actor.ANYBODY, "webhook.create", another))
        .withMessageContaining("menshen.webhooks.most");
    assertThat(acts).isEmpty();
  }

  private static Actor actor(String tenant, Optional<String> application) {
    return new Actor(
        Actor.Kind.KEY, "key", "name", Optional.of(tenant), application, Set.of(Permission.ADMIN));
  }
}
