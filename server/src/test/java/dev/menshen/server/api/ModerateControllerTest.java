package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Category;
import dev.menshen.server.FakeGuard;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class ModerateControllerTest {
  private static final String PATH = "/api/v1/moderate";

  @LocalServerPort private int port;
  @Autowired private FakeGuard guard;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void judgesATextAsAPrompt() throws Exception {
    HttpResponse<String> response = http.post(PATH, "{\"text\":\"unsafe words\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = json(response);
    assertThat(body.get("status").stringValue()).isEqualTo("assessed");
    assertThat(body.get("severity").stringValue()).isEqualTo("Unsafe");
    assertThat(body.at("/probabilities/Unsafe").doubleValue()).isEqualTo(0.8);
    assertThat(body.at("/categories/0/name").stringValue()).isEqualTo("Violent");
    assertThat(body.at("/guard/model").stringValue()).isEqualTo("fake-guard");
    assertThat(body.has("reason")).isFalse();
  }

  @Test
  void judgesTheLastMessageOfAConversation() throws Exception {
    HttpResponse<String> response =
        http.post(
            PATH,
            """
            {"messages":[{"role":"system","content":"be kind"},
              {"role":"user","content":"safe question"},
              {"role":"assistant","content":[{"type":"text","text":"controversial"},
                                             {"type":"text","text":"answer"}]}]}""");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).get("severity").stringValue()).isEqualTo("Controversial");
  }

  @Test
  void asksForTheVerdictForSomebodyWhoWaitsUnlessToldOtherwise() throws Exception {
    HttpResponse<String> response =
        http.post(PATH, "{\"text\":\"safe\",\"scores\":null,\"priority\":null,\"timeoutMs\":null}");

    assertThat(json(response).has("categoryProbabilities")).isFalse();
    assertThat(guard.lastOptions().scores()).isEqualTo(Scores.VERDICT);
    assertThat(guard.lastOptions().priority()).isEqualTo(Priority.INTERACTIVE);
  }

  @Test
  void asksForAllScoresAsBulkWorkWithinATimeWhenTold() throws Exception {
    HttpResponse<String> response =
        http.post(
            PATH,
            """
            {"text":"safe, all scores","scores":"full","priority":"bulk","timeoutMs":20000}""");

    JsonNode body = json(response);
    assertThat(body.get("categories").isEmpty()).isTrue();
    assertThat(body.get("categoryProbabilities").propertyNames())
        .containsExactly(
            Arrays.stream(Category.values()).map(Category::label).toArray(String[]::new));
    assertThat(body.at("/categoryProbabilities/Violent").doubleValue()).isEqualTo(0.01);
    assertThat(guard.lastOptions().scores()).isEqualTo(Scores.FULL);
    assertThat(guard.lastOptions().priority()).isEqualTo(Priority.BULK);
    assertThat(guard.lastOptions().deadline().remaining())
        .isLessThanOrEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void givesUpWhenTheClientsTimeIsOver() throws Exception {
    HttpResponse<String> response = http.post(PATH, "{\"text\":\"block\",\"timeoutMs\":50}");

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(json(response).get("code").stringValue()).isEqualTo("timeout");
    assertThat(json(response).get("detail").stringValue()).contains("within 50 ms");
  }

  @Test
  void answersALanguageThatTheGuardDoesNotKnowAsNotScanned() throws Exception {
    HttpResponse<String> response = http.post(PATH, "{\"text\":\"unsupported words\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = json(response);
    assertThat(body.get("status").stringValue()).isEqualTo("not_scanned");
    assertThat(body.get("reason").stringValue()).isEqualTo("unsupported_language");
    assertThat(body.get("severity").isNull()).isTrue();
    assertThat(body.get("probabilities").isNull()).isTrue();
  }

  @Test
  void answersAndLogsAFailedGuardWithoutTheText(CapturedOutput output) throws Exception {
    HttpResponse<String> response = http.post(PATH, "{\"text\":\"crash pineapple\"}");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.get("code").stringValue()).isEqualTo("guard_failed");
    assertThat(problem.get("detail").stringValue())
        .contains(problem.get("moderation").stringValue());
    assertThat(response.body()).doesNotContain("pineapple");
    assertThat(output)
        .contains("moderation " + problem.get("moderation").stringValue() + " failed")
        .doesNotContain("pineapple");
  }
}
