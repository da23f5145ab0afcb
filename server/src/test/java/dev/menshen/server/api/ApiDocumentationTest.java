package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import dev.menshen.server.console.Chromium;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class ApiDocumentationTest {
  @LocalServerPort private int port;

  @Test
  void describesEveryEndpointWithItsAnswers() throws Exception {
    JsonNode document = json(new Http(port).get("/api/v1/openapi.json"));

    assertThat(document.get("openapi").stringValue()).startsWith("3.1");
    assertThat(document.get("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/moderations",
            "/api/v1/moderate",
            "/api/v1/info",
            "/api/v1/lists/entries",
            "/api/v1/lists/entries/{id}",
            "/api/v1/lists/entries.csv",
            "/api/v1/lists/test",
            "/api/v1/policies",
            "/api/v1/policies/backtest",
            "/api/v1/policies/check",
            "/api/v1/policies/effective",
            "/api/v1/policies/running",
            "/api/v1/policies/shadow",
            "/api/v1/policies/versions",
            "/api/v1/policies/versions/{version}",
            "/api/v1/policies/versions/{version}.yaml",
            "/api/v1/people",
            "/api/v1/people/{id}",
            "/api/v1/people/{id}/password",
            "/api/v1/people/{id}/second-factor",
            "/api/v1/people/{id}/sessions",
            "/api/v1/bans",
            "/api/v1/bans/{subject}",
            "/api/v1/bans/lookup",
            "/api/v1/keys",
            "/api/v1/keys/{id}",
            "/api/v1/keys/{id}/rotate",
            "/api/v1/audit/records",
            "/api/v1/audit/search",
            "/api/v1/effects/undelivered",
            "/api/v1/effects/undelivered/retry",
            "/api/v1/webhooks",
            "/api/v1/webhooks/{id}",
            "/api/v1/webhooks/{id}/secret",
            "/api/v1/webhooks/{id}/test",
            "/api/v1/alerts/channels",
            "/api/v1/alerts/channels/{id}",
            "/api/v1/alerts/channels/{id}/test",
            "/api/v1/deliveries",
            "/api/v1/deliveries/{id}/replay",
            "/api/v1/review/items",
            "/api/v1/review/items/{id}",
            "/api/v1/review/items/{id}/appeal",
            "/api/v1/review/items/{id}/claim",
            "/api/v1/review/items/{id}/decide",
            "/api/v1/review/items/{id}/release",
            "/api/v1/review/next",
            "/api/v1/review/statistics",
            "/api/v1/review/export",
            "/api/v1/watermark/read",
            "/livez",
            "/readyz",
            "/metrics");
    JsonNode moderate = document.get("paths").get("/api/v1/moderate").get("post");
    assertThat(moderate.get("responses").propertyNames())
        .containsExactlyInAnyOrder(
            "200", "400", "401", "403", "413", "415", "429", "500", "502", "503", "504");
    JsonNode openAi = document.get("paths").get("/v1/moderations").get("post");
    assertThat(openAi.get("responses").propertyNames())
        .containsExactlyInAnyOrder(
            "200", "400", "401", "403", "413", "415", "422", "429", "500", "502", "503", "504");
    for (JsonNode path : document.get("paths").values()) {
      for (JsonNode operation : path.values()) {
        assertThat(operation.get("summary").stringValue()).isNotBlank();
        assertThat(operation.get("description").stringValue()).isNotBlank();
      }
    }
  }

  @Test
  void givesExamplesOfRequestsThatTheServerTakes() throws Exception {
    Http http = new Http(port);
    JsonNode paths = json(http.get("/api/v1/openapi.json")).get("paths");

    int examples = 0;
    for (String path : List.of("/v1/moderations", "/api/v1/moderate")) {
      JsonNode content = paths.get(path).at("/post/requestBody/content");
      for (JsonNode example : content.get("application/json").get("examples").values()) {
        assertThat(http.post(path, example.get("value").toString()).statusCode()).isEqualTo(200);
        examples++;
      }
    }
    assertThat(examples).isEqualTo(7);
  }

  @Test
  void showsADocumentPageThatAsksNoOtherHostAndBreaksNoPolicy() {
    String origin = "http://127.0.0.1:" + port;
    List<String> requests = new CopyOnWriteArrayList<>();
    List<String> messages = new CopyOnWriteArrayList<>();
    try (Page page = Chromium.browser().newPage()) {
      page.onRequest(request -> requests.add(request.url()));
      page.onConsoleMessage(message -> messages.add(message.text()));
      page.onPageError(messages::add);
      page.navigate(origin + "/docs/api");
      Locator operation = page.getByText("Judge a text or a conversation");
      operation.click();
      page.getByText("Judges a text on its own").waitFor();
    }

    assertThat(requests)
        .contains(origin + "/api/v1/openapi.json")
        .allMatch(url -> url.startsWith(origin + "/") || url.startsWith("data:"));
    assertThat(messages).isEmpty();
  }
}
