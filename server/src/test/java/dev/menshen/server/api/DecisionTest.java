package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server decides about texts and does, through its API as a client sees it. */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class DecisionTest {
  private static final String PATH = "/api/v1/moderate";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void saysWhatIsDoneAndWhichRuleOfWhichPolicyCausedIt() throws Exception {
    JsonNode body = json(post("{\"text\":\"unsafe decision\"}"));

    assertThat(body.get("action").stringValue()).isEqualTo("block");
    assertThat(body.at("/decision/actions").values())
        .extracting(
            step -> step.get("action").stringValue() + " by " + step.get("rule").stringValue())
        .containsExactly("block by unsafe", "alert by unsafe", "ban by unsafe");
    assertThat(body.at("/decision/policy/name").stringValue()).isEqualTo("default");
    assertThat(body.at("/decision/policy/version").intValue()).isZero();
    assertThat(body.has("ban")).isFalse();
  }

  @Test
  void bansTheUserOfAnUnsafeTextAndNobodyElse(CapturedOutput output) throws Exception {
    JsonNode first = json(post("{\"text\":\"unsafe of a user\",\"user\":\"pineapple-7\"}"));
    assertThat(first.at("/ban/strikes").intValue()).isEqualTo(1);

    HttpResponse<String> refused = post("{\"text\":\"safe\",\"user\":\"pineapple-7\"}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(590L, 600L);
    assertThat(json(refused).get("code").stringValue()).isEqualTo("subject_banned");

    HttpResponse<String> openAi =
        http.post("/v1/moderations", "{\"input\":\"safe\",\"user\":\"pineapple-7\"}");
    assertThat(openAi.statusCode()).isEqualTo(403);
    assertThat(json(openAi).at("/error/code").stringValue()).isEqualTo("subject_banned");

    assertThat(post("{\"text\":\"safe\",\"user\":\"pineapple-8\"}").statusCode()).isEqualTo(200);
    assertThat(
            postAs("decisions", "default", "{\"text\":\"safe\",\"user\":\"pineapple-7\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(output.toString()).doesNotContain("pineapple");
  }

  @Test
  void nothingComesOfADryRun() throws Exception {
    JsonNode body = json(post("{\"text\":\"unsafe dry run\",\"user\":\"dry\",\"dryRun\":true}"));

    assertThat(body.get("action").stringValue()).isEqualTo("block");
    assertThat(body.has("ban")).isFalse();
    assertThat(post("{\"text\":\"safe\",\"user\":\"dry\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void returnsTheTextOnlyWhenAskedAndMarksIt() throws Exception {
    JsonNode without = json(post("{\"text\":\"controversial mark\"}"));
    assertThat(without.has("text")).isFalse();

    JsonNode marked = json(post("{\"text\":\"controversial mark\",\"returnText\":true}"));
    String text = marked.get("text").stringValue();
    assertThat(text).startsWith("controversial mark").hasSizeGreaterThan(100);
    assertThat(json(post("{\"text\":\"safe text\",\"returnText\":true}")).get("text").stringValue())
        .isEqualTo("safe text");
    assertThat(json(post("{\"text\":\"unsafe text\",\"returnText\":true}")).has("text")).isFalse();

    String request = "{\"text\":%s}".formatted(new JsonMapper().writeValueAsString(text));
    JsonNode read = json(http.post("/api/v1/watermark/read", request));
    assertThat(read.at("/marks/0/id").stringValue()).isEqualTo(marked.get("id").stringValue());
  }

  @Test
  void readsThroughADisguiseAndNamesTheView() throws Exception {
    JsonNode body = json(post("{\"text\":\"u.n.s.a.f.e words\"}"));

    assertThat(body.get("view").stringValue()).isEqualTo("folded");
    assertThat(body.get("views").intValue()).isEqualTo(2);
    assertThat(body.get("severity").stringValue()).isEqualTo("Unsafe");
  }

  @Test
  void aPolicyOfAnApplicationHoldsForItAlone() throws Exception {
    String yaml =
        "name: forum\\nrules: [{name: all, when: 'true', then: [{reply: Ask a person.}, block]}]";
    HttpResponse<String> added =
        http.post(
            "/api/v1/policies/versions",
            "{\"tenant\":\"decisions\",\"application\":\"forum\",\"yaml\":\"%s\",\"author\":\"ada\"}"
                .formatted(yaml));
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    HttpResponse<String> running =
        http.send(
            "PUT",
            "/api/v1/policies/running",
            ("{\"tenant\":\"decisions\",\"application\":\"forum\",\"active\":1}")
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json");
    assertThat(running.statusCode()).as(running.body()).isEqualTo(200);

    JsonNode forum = json(postAs("decisions", "forum", "{\"text\":\"safe\",\"returnText\":true}"));
    assertThat(forum.get("action").stringValue()).isEqualTo("block");
    assertThat(forum.at("/decision/policy/scope").stringValue()).isEqualTo("decisions/forum");
    assertThat(forum.get("text").stringValue()).isEqualTo("Ask a person.");
    assertThat(json(post("{\"text\":\"safe\"}")).get("action").stringValue()).isEqualTo("pass");
  }

  @Test
  void anEntryOfAListDecidesForItsTenantAlone() throws Exception {
    HttpResponse<String> added =
        http.post(
            "/api/v1/lists/entries",
            """
            {"tenant":"decisions","kind":"deny","type":"phrase","text":"durian","severity":"Unsafe",
             "category":"Unethical Acts","decides":true}""");
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);

    JsonNode decided = json(postAs("decisions", "default", "{\"text\":\"some d u r i a n\"}"));
    assertThat(decided.at("/guard/kind").stringValue()).isEqualTo("lists");
    assertThat(decided.get("hits").values())
        .singleElement()
        .satisfies(
            hit ->
                assertThat(List.of(hit.get("start").intValue(), hit.get("end").intValue()))
                    .isEqualTo(List.of(5, 16)));
    assertThat(json(post("{\"text\":\"some d u r i a n\"}")).get("hits").isEmpty()).isTrue();
  }

  @Test
  void refusesNamesThatAreNone() throws Exception {
    HttpResponse<String> response = postAs("no such name!", "default", "{\"text\":\"safe\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").stringValue()).contains("Menshen-Tenant");
    assertThat(post("{\"text\":\"safe\",\"user\":\" \"}").statusCode()).isEqualTo(400);
    assertThat(post("{\"text\":\"safe\",\"language\":\"English\"}").statusCode()).isEqualTo(400);
    assertThat(post("{\"text\":\"safe\",\"returnText\":\"yes\"}").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> post(String body) throws Exception {
    return http.post(PATH, body);
  }

  private HttpResponse<String> postAs(String tenant, String application, String body)
      throws Exception {
    return http.post(
        PATH,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Menshen-Tenant",
        tenant,
        "Menshen-Application",
        application);
  }
}
