package dev.menshen.server.webhook;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
@Timeout(120)
class WebhookControllerTest {
  private static final String PATH = "/api/v1/webhooks";
  private static final String DELIVERIES = "/api/v1/deliveries";

  @LocalServerPort private int port;
  @Autowired private DeliveryStore deliveries;
  private final List<String> made = new ArrayList<>();
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @AfterEach
  void remove() throws Exception {
    for (String id : made) {
      http.send("DELETE", PATH + "/" + id);
    }
  }

  @Test
  void aWebhookIsMadeAndItsSecretIsToldOnce() throws Exception {
    JsonNode webhook = make("webhooks-a", "[\"moderation.alert\"]");

    String secret = webhook.get("secret").stringValue();
    assertThat(Signatures.key(secret)).isPresent();
    assertThat(webhook.get("tenant").stringValue()).isEqualTo("webhooks-a");
    assertThat(webhook.get("application").isNull()).isTrue();
    assertThat(webhook.get("state").stringValue()).isEqualTo("enabled");
    assertThat(webhook.get("failing").booleanValue()).isFalse();
    assertThat(http.get(PATH).body()).contains(id(webhook)).doesNotContain(secret);
    JsonNode again = json(http.get(PATH + "/" + id(webhook)));
    assertThat(again.has("secret")).isFalse();
    assertThat(again.get("events").get(0).stringValue()).isEqualTo("moderation.alert");
  }

  @Test
  void aSecretIsRotatedWhileTheOneBeforeIsValid() throws Exception {
    JsonNode webhook = make("webhooks-b", "[]");

    JsonNode rotated = json(http.send("POST", PATH + "/" + id(webhook) + "/secret"));

    assertThat(rotated.get("secret").stringValue())
        .isNotEqualTo(webhook.get("secret").stringValue());
    assertThat(Instant.parse(rotated.get("previousSecretUntil").stringValue()))
        .isAfter(Instant.now().plus(Duration.ofHours(23)));
  }

  @Test
  void aWebhookIsChangedSwitchedOffAndRemoved() throws Exception {
    String id = id(make("webhooks-c", "[]"));

    JsonNode changed =
        json(patch(id, "{\"name\":\"other\",\"events\":[\"a.b\"],\"enabled\":false}"));

    assertThat(changed.get("name").stringValue()).isEqualTo("other");
    assertThat(changed.get("events").get(0).stringValue()).isEqualTo("a.b");
    assertThat(changed.get("state").stringValue()).isEqualTo("disabled");
    assertThat(json(patch(id, "{\"enabled\":true}")).get("state").stringValue())
        .isEqualTo("enabled");
    assertThat(patch(id, "{}").statusCode()).isEqualTo(400);
    assertThat(patch(id, "{\"url\":\"https://10.0.0.1/\"}").statusCode()).isEqualTo(400);
    assertThat(http.send("DELETE", PATH + "/" + id).statusCode()).isEqualTo(204);
    assertThat(http.send("DELETE", PATH + "/" + id).statusCode()).isEqualTo(404);
    assertThat(patch(id, "{\"enabled\":true}").statusCode()).isEqualTo(404);
  }

  @Test
  void aTestEventThatCannotBeDeliveredIsTriedAgainAndCanBeSeen() throws Exception {
    String id = id(make("webhooks-d", "[\"moderation.alert\"]"));

    assertThat(http.send("POST", PATH + "/" + id + "/test").statusCode()).isEqualTo(202);

    JsonNode delivery = first(id);
    while (delivery.get("attempts").intValue() == 0) {
      Thread.sleep(50);
      delivery = first(id);
    }
    assertThat(delivery.get("type").stringValue()).isEqualTo("webhook.test");
    assertThat(delivery.get("state").stringValue()).isEqualTo("waiting");
    assertThat(delivery.get("cause").stringValue()).isEqualTo("unknown_host");
    assertThat(Instant.parse(delivery.get("due").stringValue())).isAfter(Instant.EPOCH);
    JsonNode webhook = json(http.get(PATH + "/" + id));
    assertThat(webhook.get("failingSince").isNull()).isFalse();
    assertThat(webhook.get("failing").booleanValue()).isFalse();
  }

  @Test
  void aDeadDeliveryIsListedAndReplayedAndAnyOtherIsNot() throws Exception {
    String id = id(make("webhooks-e", "[]"));
    http.send("POST", PATH + "/" + id + "/test");
    String delivery = first(id).get("id").stringValue();
    assertThat(replay(delivery).statusCode()).isEqualTo(404);
    patch(id, "{\"enabled\":false}");
    deliveries.giveUpAll(id, "expired", Instant.now());

    JsonNode dead = json(http.get(DELIVERIES + "?state=dead&destination=" + id));
    assertThat(dead.at("/deliveries/0/id").stringValue()).isEqualTo(delivery);
    assertThat(dead.at("/deliveries/0/cause").stringValue()).isEqualTo("expired");
    HttpResponse<String> replayed = replay(delivery);

    assertThat(replayed.statusCode()).isEqualTo(202);
    assertThat(json(replayed).get("state").stringValue()).isEqualTo("waiting");
    assertThat(json(http.get(DELIVERIES + "?state=dead&destination=" + id)).get("deliveries"))
        .isEmpty();
  }

  @Test
  void deliveriesComeInPagesTheNewestFirst() throws Exception {
    String id = id(make("webhooks-f", "[]"));
    for (int i = 0; i < 5; i++) {
      http.send("POST", PATH + "/" + id + "/test");
    }

    List<String> created = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      JsonNode page = json(http.get(DELIVERIES + "?limit=2&destination=" + id + cursor));
      page.get("deliveries").values().forEach(it -> created.add(it.get("created").stringValue()));
      sizes.add(page.get("deliveries").size());
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").stringValue();
    }

    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(created.stream().map(Instant::parse).toList())
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, limit",
    "?limit=1001, limit",
    "?state=lost, state",
    "?cursor=pineapple, cursor"
  })
  void aPageThatCannotBeIsRefusedWithItsParameter(String query, String param) throws Exception {
    HttpResponse<String> response = http.get(DELIVERIES + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("param").stringValue()).isEqualTo(param);
  }

  @Test
  void theMetricsCountDeliveriesAndNameNoAddress() throws Exception {
    String id = id(make("webhooks-g", "[]"));
    http.send("POST", PATH + "/" + id + "/test");
    while (first(id).get("attempts").intValue() == 0) {
      Thread.sleep(50);
    }

    assertThat(http.get("/metrics").body())
        .contains("menshen_webhooks_deliveries_total{kind=\"webhook\",result=\"retried\"}")
        .contains("menshen_webhooks_pending")
        .contains("menshen_webhooks_dead")
        .doesNotContain("menshen.invalid");
  }

  private JsonNode make(String tenant, String events) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.post(
            PATH,
            "{\"name\":\"hook\",\"url\":\"https://menshen.invalid/hook\",\"tenant\":\"%s\",\"events\":%s}"
                .formatted(tenant, events));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    made.add(id(json(response)));
    return json(response);
  }

  private JsonNode first(String id) throws IOException, InterruptedException {
    return json(http.get(DELIVERIES + "?destination=" + id)).get("deliveries").get(0);
  }

  private HttpResponse<String> replay(String delivery) throws IOException, InterruptedException {
    return http.send("POST", DELIVERIES + "/" + delivery + "/replay");
  }

  private HttpResponse<String> patch(String id, String body)
      throws IOException, InterruptedException {
    return http.send(
        "PATCH",
        PATH + "/" + id,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static String id(JsonNode webhook) {
    return webhook.get("id").stringValue();
  }
}
