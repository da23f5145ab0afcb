package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.menshen.Scope;
import dev.menshen.server.keyring.Purpose;
import dev.menshen.server.store.Database;
import dev.menshen.server.webhook.Transport.Result;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of events and their deliveries on every database. */
@Timeout(180)
abstract class DeliveryContract {
  private static final WebhookProperties PROPERTIES =
      TestProperties.with(List.of("127.0.0.1"), Duration.ofSeconds(20));

  private final FakeKeyring keyring = new FakeKeyring();
  private final List<AutoCloseable> opened = new ArrayList<>();

  /** The database as one instance has it. */
  abstract Database database();

  /** The same database as another instance has it. */
  abstract Database sibling();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void anEventIsPostedSignedToWhoeverWantsItAndToNobodyElse() throws Exception {
    Receiver receiver = open(new Receiver());
    Sender sender = sender(webhooks()).start();
    Scope forum = Scope.application("acme", "forum");
    Destination application = sender.destination("webhook", receiver.url("/application"), forum);
    sender.destination("webhook", receiver.url("/tenant"), Scope.tenant("acme"), "some.event");
    sender.destination("webhook", receiver.url("/all"), "some.event", "other.event");
    sender.destination("webhook", receiver.url("/other-type"), forum, "other.event");
    sender.destination("webhook", receiver.url("/other-tenant"), Scope.tenant("other"));

    sender.events().publish(new Event("some.event", forum, Instant.EPOCH, Map.of("number", 7)));

    List<Receiver.Request> requests = List.of(receiver.next(), receiver.next(), receiver.next());
    assertThat(requests)
        .extracting(Receiver.Request::path)
        .containsExactlyInAnyOrder("/application", "/tenant", "/all");
    sender.await(application, Delivery.State.DELIVERED, 1);
    assertThat(receiver.others()).isEmpty();
    Receiver.Request request =
        requests.stream().filter(it -> it.path().equals("/application")).findFirst().orElseThrow();
    assertThat(request.body())
        .isEqualTo(
            "{\"type\":\"some.event\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"data\":{\"number\":7}}");
    new Webhook(application.address().secret().orElseThrow())
        .verify(request.body(), headers(request));
  }

  @Test
  void anEventIsKeptWithWhatTheCallerKeepsOrNeitherIs() {
    Sender sender = sender(webhooks());
    Destination destination = sender.destination("webhook", "http://127.0.0.1:1/");

    database()
        .transactions()
        .executeWithoutResult(
            status -> {
              sender.events().publish(event());
              status.setRollbackOnly();
            });
    assertThat(waiting(sender, destination)).isEmpty();

    database().transactions().executeWithoutResult(status -> sender.events().publish(event()));
    assertThat(waiting(sender, destination)).hasSize(1);
  }

  @Test
  void whatWasKeptBeforeAProcessEndedIsSentByTheNext() throws Exception {
    Receiver receiver = open(new Receiver());
    Sender dead = sender(webhooks());
    Destination destination = dead.destination("webhook", receiver.url("/"));
    dead.events().publish(event());

    sibling(webhooks()).start();

    assertThat(receiver.next().headers().get("webhook-id"))
        .isEqualTo(dead.await(destination, Delivery.State.DELIVERED, 1).getFirst().message().id());
  }

  @Test
  void whatAnInstanceThatDiedHadBegunIsTakenOverByAnother() throws Exception {
    Receiver receiver = open(new Receiver());
    Sender dead = sender(webhooks());
    Destination destination = dead.destination("webhook", receiver.url("/"));
    dead.events().publish(event());
    Instant before = Instant.now().minus(Duration.ofMinutes(5));
    database()
        .sql(
            """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked,
              picked_by, last_heartbeat, version)
            values ('delivery', ?, ?, true, 'dead', ?, 2)
            """)
        .params(destination.id(), Database.time(before), Database.time(before))
        .update();

    sibling(webhooks()).start();

    receiver.next();
    assertThat(dead.await(destination, Delivery.State.DELIVERED, 1)).hasSize(1);
  }

  @Test
  void whatFailsIsTriedAgainWithTheSameId() throws Exception {
    Receiver receiver = open(new Receiver());
    receiver.answer(500, "");
    Sender sender = sender(webhooks()).start();
    Destination destination = sender.destination("webhook", receiver.url("/"));

    sender.events().publish(event());
    Receiver.Request first = receiver.next();
    Receiver.Request second = receiver.next();
    receiver.answer(200, "");

    Delivery delivered = sender.await(destination, Delivery.State.DELIVERED, 1).getFirst();
    assertThat(delivered.attempts()).isGreaterThanOrEqualTo(2);
    assertThat(delivered.cause()).isEmpty();
    assertThat(first.headers().get("webhook-id"))
        .isEqualTo(second.headers().get("webhook-id"))
        .isEqualTo(delivered.message().id());
    // What else is told and kept comes directly after that.
    while (!sender.happened().contains("webhook DELIVERED")
        || !standing(sender, destination).equals(Destination.Standing.GOOD)) {
      Thread.sleep(10);
    }
    assertThat(sender.happened()).startsWith("webhook RETRIED").endsWith("webhook DELIVERED");
  }

  @Test
  void twoInstancesSendEachEventOnceThoughAllComeAtOnce() throws Exception {
    Counting transport = new Counting();
    Sender one = sender(transport).start();
    Sender other = sibling(transport).start();
    List<Destination> destinations =
        List.of(
            one.destination("counting", "a"),
            one.destination("counting", "b"),
            one.destination("counting", "c"));

    for (int i = 0; i < 50; i++) {
      (i % 2 == 0 ? one : other).events().publish(event());
    }

    for (Destination destination : destinations) {
      assertThat(one.await(destination, Delivery.State.DELIVERED, 50)).hasSize(50);
    }
    assertThat(transport.sent.values()).hasSize(150).containsOnly(1);
    assertThat(transport.most.get()).isLessThanOrEqualTo(PROPERTIES.atOnce());
  }

  @Test
  void aSlowDestinationHoldsUpNoOther() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Scripted slow = new Scripted("slow", gate, new Result.Delivered());
    Scripted quick = new Scripted("quick", new CountDownLatch(0), new Result.Delivered());
    Sender sender = sender(slow, quick).start();
    Destination slowOne = sender.destination("slow", "a");
    Destination quickOne = sender.destination("quick", "b");

    for (int i = 0; i < 20; i++) {
      sender.events().publish(event());
    }

    sender.await(quickOne, Delivery.State.DELIVERED, 20);
    assertThat(waiting(sender, slowOne)).hasSize(20);
    gate.countDown();
    sender.await(slowOne, Delivery.State.DELIVERED, 20);
  }

  @Test
  void aDestinationThatFailsIsLeftAloneAsLongAsItAsks() throws Exception {
    Scripted transport =
        new Scripted(
            "scripted",
            new CountDownLatch(0),
            new Result.Failed("status_429", Optional.of(Duration.ofMinutes(10))));
    Sender sender = sender(transport).start();
    Destination destination = sender.destination("scripted", "a");
    Instant before = Instant.now();

    sender.events().publish(event());
    while (sender.happened().isEmpty()) {
      Thread.sleep(10);
    }
    sender.events().publish(event());
    sender.await(destination, Delivery.State.WAITING, 2);
    sender.housekeeping().run();

    Destination.Standing standing = awaitFailing(sender, destination);
    assertThat(standing.pausedUntil()).get().matches(it -> it.isAfter(before.plusSeconds(590)));
    assertThat(standing.failingSince()).isPresent();
    assertThat(waiting(sender, destination))
        .extracting(Delivery::attempts)
        .containsExactlyInAnyOrder(0, 1);
    assertThat(sender.happened()).containsExactly("scripted RETRIED");
  }

  @Test
  void aDestinationThatIsGoneGetsNothingMoreUntilItIsEnabledAgain() throws Exception {
    Receiver receiver = open(new Receiver());
    receiver.answer(410, "");
    Sender sender = sender(webhooks()).start();
    Destination destination = sender.destination("webhook", receiver.url("/"));

    sender.events().publish(event());
    Delivery dead = sender.await(destination, Delivery.State.DEAD, 1).getFirst();

    assertThat(dead.cause()).contains("gone");
    while (sender.destinations().find(destination.id()).orElseThrow().state()
        != Destination.State.GONE) {
      Thread.sleep(10);
    }
    sender.events().publish(event());
    assertThat(waiting(sender, destination)).isEmpty();
  }

  @Test
  void whatFailsTooLongIsDeadAndCanBeReplayed() throws Exception {
    Receiver receiver = open(new Receiver());
    receiver.answer(500, "");
    Sender sender =
        open(new Sender(
                database(),
                keyring,
                TestProperties.with(
                    List.of("127.0.0.1"), Duration.ofSeconds(20), Duration.ofMillis(100)),
                webhooks()))
            .start();
    Destination destination = sender.destination("webhook", receiver.url("/"));

    sender.events().publish(event());
    Delivery dead = sender.await(destination, Delivery.State.DEAD, 1).getFirst();
    assertThat(dead.cause()).contains("status_500");
    assertThat(dead.finished()).isPresent();

    receiver.answer(200, "");
    assertThat(sender.deliveries().replay(dead.id(), Instant.now(), Duration.ofDays(1))).isTrue();
    assertThat(sender.await(destination, Delivery.State.DELIVERED, 1).getFirst().message())
        .isEqualTo(dead.message());
    assertThat(sender.deliveries().replay(dead.id(), Instant.now(), Duration.ofDays(1))).isFalse();
  }

  @Test
  void whatWaitsForADestinationThatIsSwitchedOffIsGivenUpInTheEnd() {
    Sender sender = sender(webhooks());
    Destination destination = sender.destination("webhook", "http://127.0.0.1:1/");
    sender
        .deliveries()
        .add(
            new Delivery.Message("evt_1", "some.event", Instant.now(), "{}"),
            Scope.GLOBAL,
            List.of(destination.id()),
            Instant.now().minusSeconds(100),
            Duration.ofSeconds(50));

    sender.housekeeping().run();

    assertThat(
            sender
                .deliveries()
                .page(List.of(destination.id()), Optional.empty(), Optional.empty(), 10))
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.state()).isEqualTo(Delivery.State.DEAD);
              assertThat(delivery.cause()).contains("expired");
            });
  }

  @Test
  void whatWasDeliveredLongAgoIsForgottenWithItsEvent() {
    Sender sender = sender(webhooks());
    Destination destination = sender.destination("webhook", "http://127.0.0.1:1/");
    Instant old = Instant.now().minus(Duration.ofDays(8));
    sender
        .deliveries()
        .add(
            new Delivery.Message("evt_1", "some.event", old, "{}"),
            Scope.GLOBAL,
            List.of(destination.id()),
            old,
            Duration.ofDays(20));
    Delivery delivery = waiting(sender, destination).getFirst();
    sender.deliveries().delivered(delivery.id(), old);

    sender.housekeeping().run();

    assertThat(sender.deliveries().find(delivery.id())).isEmpty();
    assertThat(database().sql("select count(*) from event").query(Long.class).single()).isZero();
  }

  @Test
  void anAddressIsEncryptedAndSoUnderTheNewestKey() {
    Sender sender = sender(webhooks());
    Destination destination = sender.destination("webhook", "http://127.0.0.1/pineapple");

    assertThat(new String(sealed(destination), StandardCharsets.ISO_8859_1))
        .doesNotContain("pineapple", "whsec");
    assertThat(sender.destinations().find(destination.id())).contains(destination);
    byte[] before = sealed(destination);
    keyring.rotate();
    sender.housekeeping().run();
    assertThat(sealed(destination)).isNotEqualTo(before);
    assertThat(sender.destinations().find(destination.id())).contains(destination);
    sender.housekeeping().run();
    assertThat(keyring.isCurrent(Purpose.WEBHOOK, sealed(destination))).isTrue();
  }

  @Test
  void removingADestinationRemovesWhatWaitsForIt() {
    Sender sender = sender(webhooks());
    Destination destination = sender.destination("webhook", "http://127.0.0.1:1/");
    sender.events().publish(event());
    Delivery delivery = waiting(sender, destination).getFirst();

    assertThat(sender.destinations().remove(destination.id())).isTrue();
    assertThat(sender.destinations().remove(destination.id())).isFalse();
    assertThat(sender.deliveries().find(delivery.id())).isEmpty();
  }

  private byte[] sealed(Destination destination) {
    return database()
        .sql("select sealed from destination where id = ?")
        .param(destination.id())
        .query((row, number) -> row.getBytes("sealed"))
        .single();
  }

  private static Destination.Standing standing(Sender sender, Destination destination) {
    return sender.destinations().find(destination.id()).orElseThrow().standing();
  }

  private static Destination.Standing awaitFailing(Sender sender, Destination destination)
      throws InterruptedException {
    while (true) {
      Destination.Standing standing = standing(sender, destination);
      if (standing.failures() > 0) {
        return standing;
      }
      Thread.sleep(10);
    }
  }

  private static List<Delivery> waiting(Sender sender, Destination destination) {
    return sender
        .deliveries()
        .page(
            List.of(destination.id()), Optional.of(Delivery.State.WAITING), Optional.empty(), 1000);
  }

  private static Event event() {
    return new Event("some.event", Scope.DEFAULT, Instant.now(), Map.of("id", "m1"));
  }

  private static HttpHeaders headers(Receiver.Request request) {
    return HttpHeaders.of(
        request.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, it -> List.of(it.getValue()))),
        (name, value) -> true);
  }

  private WebhookTransport webhooks() {
    Outbound outbound =
        OutboundClients.create(
            PROPERTIES,
            SystemDefaultDnsResolver.INSTANCE,
            DefaultClientTlsStrategy.createDefault());
    return new WebhookTransport(open(outbound), InstantSource.system());
  }

  private Sender sender(Transport... transports) {
    return open(new Sender(database(), keyring, PROPERTIES, transports));
  }

  private Sender sibling(Transport... transports) {
    return open(new Sender(sibling(), keyring, PROPERTIES, transports));
  }

  /** What is opened last is closed first. */
  private <T extends AutoCloseable> T open(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  /** Counts what it sends, and how much of it at once to one destination. */
  private static final class Counting implements Transport {
    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> under = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public String kind() {
      return "counting";
    }

    @Override
    public Result send(Destination destination, Delivery.Message message) {
      AtomicInteger now = under.computeIfAbsent(destination.id(), id -> new AtomicInteger());
      int count = now.incrementAndGet();
      most.accumulateAndGet(count, Math::max);
      sent.merge(destination.id() + message.id(), 1, Integer::sum);
      Thread.yield();
      now.decrementAndGet();
      return new Result.Delivered();
    }
  }

  /** Waits at a gate, and then says what it is told to. */
  private record Scripted(String kind, CountDownLatch gate, Result result) implements Transport {
    @Override
    public Result send(Destination destination, Delivery.Message message) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return result;
    }
  }
}
