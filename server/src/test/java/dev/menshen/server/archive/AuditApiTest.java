package dev.menshen.server.archive;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.FakeGuardConfiguration;
import dev.menshen.server.Http;
import dev.menshen.server.MenshenApplication;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What auditors see through the API, of what a server with a data folder has recorded. */
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(FakeGuardConfiguration.class)
@DirtiesContext
class AuditApiTest {
  @TempDir private static Path data;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("menshen.data", () -> data.resolve("installation").toString());
  }

  @Test
  void aTextIsFoundByItsDigestAndTheSearchIsOnRecordWithoutTheText() throws Exception {
    Http http = new Http(port);
    String id =
        json(http.post("/api/v1/moderate", "{\"text\":\"safe kingfisher\"}")).get("id").asString();
    http.post("/api/v1/moderate", "{\"text\":\"safe kingfishers\"}");

    HttpResponse<String> found =
        http.post("/api/v1/audit/search", "{\"text\":\"safe kingfisher\"}");

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(texts(json(found), "id")).containsExactly(id);
    assertThat(found.body()).doesNotContain("kingfisher");
    HttpResponse<String> acts = http.get("/api/v1/audit/records?kind=act&limit=1000");
    assertThat(texts(json(acts), "act")).contains("audit.search", "audit.read");
    assertThat(acts.body()).doesNotContain("kingfisher");
  }

  @Test
  void recordsComeInPages() throws Exception {
    Http http = new Http(port);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      byte[] body = "{\"text\":\"safe page %d\"}".formatted(i).getBytes();
      sent.add(
          json(http.post(
                  "/api/v1/moderate",
                  body,
                  "Content-Type",
                  "application/json",
                  "Menshen-Tenant",
                  "pages"))
              .get("id")
              .asString());
    }

    List<String> seen = new ArrayList<>();
    String path = "/api/v1/audit/records?tenant=pages&kind=moderation&limit=2";
    String cursor = "";
    do {
      JsonNode page = json(http.get(path + cursor));
      seen.addAll(texts(page, "id"));
      cursor = page.has("next") ? "&cursor=" + page.get("next").asString() : "";
    } while (!cursor.isEmpty());

    assertThat(seen).isEqualTo(sent);
    assertThat(texts(json(http.get(path + "&moderation=" + sent.get(3))), "id"))
        .containsExactly(sent.get(3));
  }

  @Test
  void changesAreOnRecordBeforeTheyAreDone() throws Exception {
    Http http = new Http(port);
    http.post(
        "/api/v1/policies/versions",
        """
        {"tenant": "changes", "yaml": "name: changes\\nrules:\\n  - name: all\\n    if: \\"true\\"\\n    then: [pass]\\n"}""");
    http.post(
        "/api/v1/lists/entries",
        """
        {"entries": [{"tenant": "changes", "kind": "deny", "text": "heliotrope"}]}""");
    http.post(
        "/api/v1/bans", "{\"user\": \"somebody\", \"duration\": \"12h\", \"reason\": \"spam\"}");
    http.send("POST", "/api/v1/effects/undelivered/retry");

    HttpResponse<String> acts = http.get("/api/v1/audit/records?kind=act&limit=1000");

    assertThat(texts(json(acts), "act")).contains("ban.set", "effect.retry");
    assertThat(acts.body()).doesNotContain("heliotrope", "somebody");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    Http http = new Http(port);
    for (String query :
        List.of(
            "since=yesterday",
            "limit=0",
            "limit=1001",
            "cursor=x",
            "subject=me",
            "kind=note",
            "tenant=A%20B")) {
      HttpResponse<String> answer = http.get("/api/v1/audit/records?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(json(answer).get("param").asString())
          .isEqualTo(query.substring(0, query.indexOf('=')));
    }
    assertThat(http.post("/api/v1/audit/search", "{}").statusCode()).isEqualTo(400);
  }

  private static List<String> texts(JsonNode page, String field) {
    List<String> texts = new ArrayList<>();
    page.get("records").forEach(record -> texts.add(record.path(field).asString("")));
    return texts;
  }
}
