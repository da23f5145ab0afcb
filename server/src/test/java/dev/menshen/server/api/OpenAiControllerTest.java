package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.server.FakeGuard;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class OpenAiControllerTest {
  private static final String PATH = "/v1/moderations";
  private static final String[] CATEGORIES = {
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic"
  };

  @LocalServerPort private int port;
  @Autowired private FakeGuard guard;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void answersAStringWithOneResultThatHasEveryCategory() throws Exception {
    JsonNode body = answer("{\"input\":\"unsafe words\",\"model\":\"text-moderation-latest\"}");

    assertThat(body.get("id").stringValue()).matches("modr-[0-9a-f]{32}");
    assertThat(body.get("model").stringValue()).isEqualTo("fake-guard");
    assertThat(body.get("results").size()).isEqualTo(1);
    JsonNode result = body.at("/results/0");
    assertThat(result.get("flagged").booleanValue()).isTrue();
    for (String member : List.of("categories", "category_scores", "category_applied_input_types")) {
      assertThat(result.get(member).propertyNames()).containsExactly(CATEGORIES);
    }
    assertThat(result.get("categories").get("violence").booleanValue()).isTrue();
    assertThat(result.get("category_scores").get("violence").doubleValue()).isEqualTo(0.9);
    assertThat(result.get("categories").get("hate").booleanValue()).isFalse();
    assertThat(result.get("category_applied_input_types").get("hate").values())
        .singleElement()
        .satisfies(type -> assertThat(type.stringValue()).isEqualTo("text"));
    assertThat(result.at("/menshen/severity").stringValue()).isEqualTo("Unsafe");
    assertThat(result.at("/menshen/categories/0/name").stringValue()).isEqualTo("Violent");
  }

  @Test
  void asksForAllScoresAndTakesSeveralTextsForBulkWork() throws Exception {
    JsonNode one = answer("{\"input\":\"safe, all scores of one\"}");
    assertThat(guard.lastOptions().scores()).isEqualTo(Scores.FULL);
    assertThat(guard.lastOptions().priority()).isEqualTo(Priority.INTERACTIVE);
    assertThat(one.at("/results/0/menshen/categoryProbabilities/PII").doubleValue())
        .isEqualTo(0.001);

    answer("{\"input\":[\"safe, one of two\",\"safe, two of two\"]}");
    assertThat(guard.lastOptions().scores()).isEqualTo(Scores.FULL);
    assertThat(guard.lastOptions().priority()).isEqualTo(Priority.BULK);
  }

  @Test
  void flagsWhatIsControversialAndNotWhatIsSafe() throws Exception {
    JsonNode body = answer("{\"input\":[\"safe\",\"controversial\",\"unsafe\"]}");

    assertThat(severities(body)).containsExactly("Safe", "Controversial", "Unsafe");
    assertThat(flags(body)).containsExactly(false, true, true);
  }

  @Test
  void keepsTheOrderOfManyInputs() throws Exception {
    StringBuilder input = new StringBuilder("\"safe\"");
    for (int i = 1; i < 256; i++) {
      input.append(i % 3 == 0 ? ",\"safe\"" : i % 3 == 1 ? ",\"controversial\"" : ",\"unsafe\"");
    }

    List<String> severities = severities(answer("{\"input\":[" + input + "]}"));

    assertThat(severities).hasSize(256);
    for (int i = 0; i < severities.size(); i++) {
      assertThat(severities.get(i))
          .isEqualTo(List.of("Safe", "Controversial", "Unsafe").get(i % 3));
    }
  }

  @Test
  void judgesTextPartsTogetherAsOneInput() throws Exception {
    JsonNode body =
        answer(
            """
            {"input":[{"type":"text","text":"unsafe"},{"type":"text","text":"safe"}]}""");

    assertThat(severities(body)).containsExactly("Unsafe");
  }

  @Test
  void ignoresFieldsThatItDoesNotKnow() throws Exception {
    assertThat(severities(answer("{\"input\":\"safe\",\"metadata\":{\"id\":[7]}}")))
        .containsExactly("Safe");
  }

  @Test
  void failsAStringThatWasNotScannedWithTheReasonsStatus() throws Exception {
    HttpResponse<String> language = http.post(PATH, "{\"input\":\"unsupported pineapple\"}");
    HttpResponse<String> crash = http.post(PATH, "{\"input\":\"crash pineapple\"}");

    assertError(language, 422, "invalid_request_error", "unsupported_language");
    assertError(crash, 500, "server_error", "guard_failed");
  }

  @Test
  void flagsTheInputsThatWereNotScannedAmongOthers() throws Exception {
    JsonNode body = answer("{\"input\":[\"safe\",\"unsupported\",\"crash\"]}");

    assertThat(flags(body)).containsExactly(false, true, true);
    assertThat(body.at("/results/1/menshen/status").stringValue()).isEqualTo("not_scanned");
    assertThat(body.at("/results/1/menshen/reason").stringValue())
        .isEqualTo("unsupported_language");
    assertThat(body.at("/results/2/menshen/reason").stringValue()).isEqualTo("guard_failed");
    for (String category : CATEGORIES) {
      assertThat(body.at("/results/1/categories").get(category).booleanValue()).isFalse();
      assertThat(body.at("/results/1/category_scores").get(category).doubleValue()).isZero();
    }
  }

  @Test
  void failsWhenNoInputWasScannedForTheReasonThatIsMostWorthARetry() throws Exception {
    HttpResponse<String> response = http.post(PATH, "{\"input\":[\"unsupported\",\"crash\"]}");

    assertError(response, 500, "server_error", "guard_failed");
  }

  private JsonNode answer(String body) throws Exception {
    HttpResponse<String> response = http.post(PATH, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static void assertError(
      HttpResponse<String> response, int status, String type, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode error = json(response).get("error");
    assertThat(error.get("type").stringValue()).isEqualTo(type);
    assertThat(error.get("code").stringValue()).isEqualTo(code);
    assertThat(error.get("param").isNull()).isTrue();
    assertThat(error.get("message").stringValue()).startsWith("the text was not scanned: ");
    assertThat(response.body()).doesNotContain("pineapple");
  }

  private static List<String> severities(JsonNode body) {
    return body.get("results").values().stream()
        .map(result -> result.at("/menshen/severity").stringValue())
        .toList();
  }

  private static List<Boolean> flags(JsonNode body) {
    return body.get("results").values().stream()
        .map(result -> result.get("flagged").booleanValue())
        .toList();
  }
}
