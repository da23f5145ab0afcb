package dev.menshen.server.review;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Severity;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import dev.menshen.server.eval.LabelledFile;
import dev.menshen.server.eval.LabelledRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class ReviewControllerTest {
  private static final String PATH = "/api/v1/review";

  @LocalServerPort private int port;
  private final String tenant = "review-" + UUID.randomUUID();
  private Http http;

  /** Every text of the tenant is put before a person. */
  @BeforeEach
  void start() throws Exception {
    http = new Http(port);
    HttpResponse<String> added =
        http.post(
            "/api/v1/policies/versions",
            """
            {"tenant":"%s","author":"ada",
             "yaml":"name: look\\nrules: [{name: all, when: 'true', then: [review]}]"}"""
                .formatted(tenant));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    HttpResponse<String> running =
        http.send(
            "PUT",
            "/api/v1/policies/running",
            "{\"tenant\":\"%s\",\"active\":1}".formatted(tenant).getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(running.statusCode()).as(running.body()).isEqualTo(200);
  }

  @Test
  void aTextIsBeforeReviewersWhenItIsAnswered(CapturedOutput output) throws Exception {
    String id = moderate("{\"text\":\"controversial pineapple\",\"user\":\"u1\"}");

    JsonNode item = json(get("/items/" + id));

    assertThat(item.get("id").stringValue()).isEqualTo(id);
    assertThat(item.get("tenant").stringValue()).isEqualTo(tenant);
    assertThat(item.get("state").stringValue()).isEqualTo("waiting");
    assertThat(item.get("severity").stringValue()).isEqualTo("Controversial");
    assertThat(item.get("categories").get(0).stringValue()).isEqualTo("Violent");
    assertThat(item.at("/probabilities/Controversial").doubleValue()).isEqualTo(0.7);
    assertThat(item.get("rule").stringValue()).isEqualTo("all");
    assertThat(item.at("/messages/0/content").stringValue()).isEqualTo("controversial pineapple");
    assertThat(item.at("/moderations/0/subject").stringValue()).matches("[0-9a-f]{64}");
    assertThat(item.get("history").isEmpty()).isTrue();
    assertThat(get("/items?tenant=" + tenant).body()).contains(id).doesNotContain("pineapple");
    assertThat(output).contains("act=review.show").doesNotContain("pineapple");
  }

  @Test
  void theNextItemIsHandedOutOnceAndDecided(CapturedOutput output) throws Exception {
    moderate("{\"text\":\"unsafe and handed out\"}");

    JsonNode mine = json(post("/next?tenant=" + tenant, ""));
    assertThat(mine.at("/messages/0/content").stringValue()).isEqualTo("unsafe and handed out");
    assertThat(mine.at("/claim/reviewer").stringValue()).isEqualTo("anybody");
    assertThat(post("/next?tenant=" + tenant, "").statusCode()).isEqualTo(204);

    String item = "/items/" + mine.get("id").stringValue();
    int version = mine.get("version").intValue();
    JsonNode decided =
        json(
            post(
                item + "/decide",
                """
                {"version":%d,"severity":"Unsafe","categories":["Violent","PII"],
                 "comment":"about pineapple"}"""
                    .formatted(version)));

    assertThat(decided.get("state").stringValue()).isEqualTo("decided");
    assertThat(decided.at("/label/severity").stringValue()).isEqualTo("Unsafe");
    assertThat(decided.at("/label/categories").size()).isEqualTo(2);
    assertThat(decided.get("released").booleanValue()).isFalse();
    assertThat(decided.get("claim").isNull()).isTrue();
    assertThat(json(get(item)).at("/history/0/comment").stringValue()).isEqualTo("about pineapple");
    assertThat(output).contains("act=review.decide").doesNotContain("pineapple");

    HttpResponse<String> again =
        post(item + "/decide", "{\"version\":%d,\"severity\":\"Safe\"}".formatted(version));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).get("code").stringValue()).isEqualTo("conflict");
    assertThat(json(again).get("detail").stringValue()).contains("its version is");
  }

  @Test
  void aDecisionLiftsBansAndPutsAnEntryOnTheListsOfTheApplication() throws Exception {
    String id = moderate("{\"text\":\"safe words of somebody banned\",\"user\":\"u7\"}");
    HttpResponse<String> banned =
        send(
            "POST",
            "/api/v1/bans",
            "{\"user\":\"u7\",\"duration\":\"1h\",\"reason\":\"by mistake\"}");
    assertThat(banned.statusCode()).isEqualTo(200);

    HttpResponse<String> decided =
        post(
            "/items/" + id + "/decide",
            """
            {"version":1,"severity":"Safe","liftBan":true,
             "listEntry":{"type":"phrase","text":"durian","decides":true,"category":"PII"}}""");

    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
    assertThat(json(decided).get("released").booleanValue()).isTrue();
    JsonNode standing = json(send("POST", "/api/v1/bans/lookup", "{\"user\":\"u7\"}"));
    assertThat(standing.get("banned").booleanValue()).isFalse();
    JsonNode hit = json(send("POST", "/api/v1/lists/test", "{\"text\":\"a durian\"}"));
    assertThat(hit.at("/hits/0/entry").stringValue()).isEqualTo("review-" + id + "-1");
  }

  @Test
  void anEntryThatCannotBeMatchedLeavesTheItemUndecided() throws Exception {
    String id = moderate("{\"text\":\"safe with a bad entry\"}");

    HttpResponse<String> refused =
        post(
            "/items/" + id + "/decide",
            """
            {"version":1,"severity":"Safe","listEntry":{"type":"pattern","text":"pineapple("}}""");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).doesNotContain("pineapple");
    assertThat(json(refused).get("param").stringValue()).isEqualTo("listEntry.text");
    assertThat(json(get("/items/" + id)).get("state").stringValue()).isEqualTo("waiting");
  }

  @Test
  void anAppealTakesTheIdOfAnyModerationOfTheText() throws Exception {
    String first = moderate("{\"text\":\"safe and appealed\"}");
    String second = moderate("{\"text\":\"safe and appealed\"}");
    assertThat(post("/items/" + second + "/appeal", "{\"reason\":\"r\"}").statusCode())
        .isEqualTo(409);
    decide(first, "Unsafe", "Violent");

    JsonNode appealed = json(post("/items/" + second + "/appeal", "{\"reason\":\"a song\"}"));

    assertThat(appealed.get("id").stringValue()).isEqualTo(first);
    assertThat(appealed.get("state").stringValue()).isEqualTo("appealed");
    assertThat(appealed.get("occurrences").intValue()).isEqualTo(2);
    assertThat(appealed.has("messages")).isFalse();
    assertThat(json(get("/items/" + first)).at("/history/1/comment").stringValue())
        .isEqualTo("a song");
  }

  @Test
  void aClaimIsExtendedAndReleased() throws Exception {
    String id = moderate("{\"text\":\"safe and claimed\"}");

    assertThat(json(post("/items/" + id + "/claim", "")).get("version").intValue()).isEqualTo(2);
    assertThat(json(post("/items/" + id + "/claim", "")).get("version").intValue()).isEqualTo(3);
    JsonNode released = json(post("/items/" + id + "/release", ""));
    assertThat(released.get("claim").isNull()).isTrue();
    assertThat(post("/items/" + id + "/release", "").statusCode()).isEqualTo(409);
  }

  @Test
  void itemsAreListedInPages() throws Exception {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.addFirst(moderate("{\"text\":\"safe page %d\"}".formatted(i)));
    }
    List<String> ids = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = json(get("/items?limit=2&tenant=" + tenant + next));
      page.get("items").values().forEach(item -> ids.add(item.get("id").stringValue()));
      next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").stringValue();
    }

    assertThat(ids).isEqualTo(all);
    assertThat(json(get("/items?severity=Unsafe&tenant=" + tenant)).get("items").isEmpty())
        .isTrue();
  }

  @Test
  void labelsAreGivenOutAsRowsToMeasureOn(CapturedOutput output) throws Exception {
    decide(moderate("{\"text\":\"safe for training\"}"), "Safe", null);
    decide(
        moderate(
            """
            {"messages":[{"role":"user","content":"q"},
             {"role":"assistant","content":"unsafe pineapple"}]}"""),
        "Unsafe",
        "Violent");
    moderate("{\"text\":\"safe and waiting\"}");

    HttpResponse<String> lines = get("/export?tenant=" + tenant);

    assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    List<LabelledRow> rows =
        LabelledFile.read(
                "labels",
                new ByteArrayInputStream(lines.body().getBytes(StandardCharsets.UTF_8)),
                Integer.MAX_VALUE)
            .rows();
    assertThat(rows)
        .extracting(LabelledRow::conversation)
        .containsExactly(
            Conversation.ofPrompt("safe for training"),
            Conversation.ofResponse("q", "unsafe pineapple"));
    assertThat(rows.getLast().severity()).isEqualTo(Severity.UNSAFE);
    assertThat(rows.getLast().categories()).containsExactly(Category.VIOLENT);
    assertThat(output).contains("act=review.export").doesNotContain("pineapple");
  }

  @Test
  void figuresTellWhatWaitsAndWhoHasDoneHowMuch() throws Exception {
    decide(moderate("{\"text\":\"safe and counted\"}"), "Safe", null);
    moderate("{\"text\":\"safe and not counted\"}");

    JsonNode figures = json(get("/statistics?tenant=" + tenant));

    assertThat(figures.at("/waiting/waiting").intValue()).isEqualTo(1);
    assertThat(figures.at("/decided/Safe").intValue()).isEqualTo(1);
    assertThat(figures.at("/reviewers/0/opinions").intValue()).isEqualTo(1);
    assertThat(figures.at("/agreement/pairs").intValue()).isZero();
    assertThat(figures.at("/agreement/kappa").isNull()).isTrue();
    assertThat(http.get("/metrics").body())
        .contains(
            "menshen_review_items{state=\"waiting\"}",
            "menshen_review_age_seconds",
            "menshen_review_decisions_total{severity=\"Safe\"}",
            "menshen_review_expired_total");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"severity\":\"Safe\"} | version is missing",
        "{\"version\":\"1\",\"severity\":\"Safe\"} | version is a string",
        "{\"version\":1} | severity is missing",
        "{\"version\":1,\"severity\":\"Pineapple juice\"} | severity is something else",
        "{\"version\":1,\"severity\":\"Safe\",\"categories\":[\"PII\"]} | has no categories",
        "{\"version\":1,\"severity\":\"Unsafe\",\"categories\":\"PII\"} | send an array",
        "{\"version\":1,\"severity\":\"Unsafe\",\"categories\":[\"Pineapple\"]} | is no category",
        "{\"version\":1,\"severity\":\"Safe\",\"refusal\":\"Yes\"} | leave refusal out",
        "{\"version\":1,\"severity\":\"Safe\",\"comment\":\" \"} | comment is empty",
        "{\"version\":1,\"severity\":\"Safe\",\"comment\":\"\\ud800\"} | half a character",
        "{\"version\":1,\"severity\":\"Safe\",\"liftBan\":1} | send true or false",
        "{\"version\":1,\"severity\":\"Safe\",\"listEntry\":1} | send an object",
        "{\"version\":1,\"severity\":\"Safe\",\"listEntry\":{\"tenant\":\"t\"}} | unknown field",
        "{\"version\":1,\"severity\":\"Safe\",\"pineapple\":1} | unknown field"
      })
  void aDecisionThatCannotBeIsRefusedWithWhatToMend(String body, String detail) throws Exception {
    String id = moderate("{\"text\":\"safe and badly decided\"}");

    HttpResponse<String> response = post("/items/" + id + "/decide", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").stringValue())
        .contains(detail)
        .doesNotContain("Pineapple");
    assertThat(json(get("/items/" + id)).get("state").stringValue()).isEqualTo("waiting");
  }

  @ParameterizedTest
  @CsvSource({
    "/items?limit=0, limit",
    "/items?limit=201, limit",
    "/items?state=lost, state",
    "/items?severity=bad, severity",
    "/items?category=bad, category",
    "/items?since=yesterday, since",
    "/items?since=%2B999999999-01-01T00:00:00Z, since",
    "/items?language=English, language",
    "/items?cursor=pineapple, cursor",
    "/items?tenant=A, tenant",
    "/items?application=a, application",
    "/statistics?since=2027-01-02T00:00:00Z&until=2027-01-01T00:00:00Z, since",
    "/export?format=csv, format"
  })
  void aParameterThatCannotBeIsRefused(String query, String param) throws Exception {
    HttpResponse<String> response = get(query);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).get("param").stringValue()).isEqualTo(param);
  }

  @Test
  void anItemThatIsNotThereIsSaid() throws Exception {
    for (HttpResponse<String> response :
        List.of(
            get("/items/none"),
            post("/items/none/claim", ""),
            post("/items/none/release", ""),
            post("/items/none/decide", "{\"version\":1,\"severity\":\"Safe\"}"),
            post("/items/none/appeal", "{\"reason\":\"r\"}"))) {
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(json(response).get("code").stringValue()).isEqualTo("not_found");
    }
  }

  private String moderate(String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("POST", "/api/v1/moderate", body);
    assertThat(json(answer).get("action").stringValue()).isEqualTo("review");
    return json(answer).get("id").stringValue();
  }

  private void decide(String id, String severity, String category)
      throws IOException, InterruptedException {
    HttpResponse<String> decided =
        post(
            "/items/" + id + "/decide",
            "{\"version\":1,\"severity\":\"%s\",\"categories\":[%s]}"
                .formatted(severity, category == null ? "" : "\"" + category + "\""));
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.get(PATH + path);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send("POST", PATH + path, body);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        method,
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Menshen-Tenant",
        tenant);
  }
}
