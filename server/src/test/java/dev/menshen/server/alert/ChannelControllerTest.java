package dev.menshen.server.alert;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class ChannelControllerTest {
  private static final String PATH = "/api/v1/alerts/channels";

  @LocalServerPort private int port;
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
  void aChannelIsMadeShownWithoutItsSecretsChangedAndRemoved() throws Exception {
    JsonNode channel =
        make(
            """
            {"kind":"dingtalk","name":"值班群","language":"zh","tenant":"channels",
             "url":"https://dingtalk.invalid/robot/send?access_token=pineapple",
             "secret":"SECpineapple"}""");

    String id = channel.get("id").stringValue();
    assertThat(id).startsWith("chn_");
    assertThat(channel.get("kind").stringValue()).isEqualTo("dingtalk");
    assertThat(channel.get("host").stringValue()).isEqualTo("dingtalk.invalid");
    assertThat(channel.get("signed").booleanValue()).isTrue();
    assertThat(channel.get("language").stringValue()).isEqualTo("zh");
    assertThat(channel.get("events").values())
        .extracting(JsonNode::stringValue)
        .containsExactly(
            "moderation.alert",
            "moderation.alert.summary",
            "operation.alert",
            "operation.alert.summary");
    HttpResponse<String> list = http.get(PATH);
    assertThat(list.body()).contains(id).doesNotContain("pineapple");

    JsonNode changed =
        json(send("PATCH", PATH + "/" + id, "{\"name\":\"夜班群\",\"language\":\"en\"}"));
    assertThat(changed.get("name").stringValue()).isEqualTo("夜班群");
    assertThat(changed.get("language").stringValue()).isEqualTo("en");
    assertThat(changed.get("signed").booleanValue()).isTrue();

    assertThat(http.send("POST", PATH + "/" + id + "/test").statusCode()).isEqualTo(202);
    JsonNode deliveries = json(http.get("/api/v1/deliveries?destination=" + id));
    assertThat(deliveries.at("/deliveries/0/type").stringValue()).isEqualTo("webhook.test");
    assertThat(http.send("DELETE", PATH + "/" + id).statusCode()).isEqualTo(204);
    assertThat(http.get(PATH + "/" + id).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | kind is missing",
        "{\"kind\":\"pager\"} | send one of mail, dingtalk, feishu, wecom, slack",
        "{\"kind\":\"mail\",\"name\":\"n\",\"recipients\":[\"a@b.c\"]} | menshen.alerts.mail.host",
        "{\"kind\":\"slack\"} | name is missing",
        "{\"kind\":\"slack\",\"name\":\" \"} | name is empty",
        "{\"kind\":\"slack\",\"name\":\"n\"} | url is missing",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"http://hooks.invalid\"} | menshen.webhooks.http",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"https://10.0.0.1/\"} | menshen.webhooks.allow",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"https://a.invalid\",\"secret\":\"s\"} | key in the URL",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"https://a.invalid\",\"recipients\":[]} | for mail",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"https://a.invalid\",\"language\":\"fr\"} | one of en, zh",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"https://a.invalid\",\"events\":[\"A b\"]} | no type of event",
        "{\"kind\":\"slack\",\"name\":\"n\",\"url\":\"https://a.invalid\",\"application\":\"a\"} | name the tenant",
        "{\"kind\":\"slack\",\"name\":\"n\",\"urls\":\"https://a.invalid\"} | unknown field \"urls\""
      })
  void aChannelThatCannotBeIsRefusedWithWhatToMend(String body, String detail) throws Exception {
    HttpResponse<String> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").stringValue()).contains(detail);
  }

  private JsonNode make(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    made.add(json(response).get("id").stringValue());
    return json(response);
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return http.post(PATH, body);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        method, path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }
}
