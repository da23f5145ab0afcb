package dev.menshen.server.watermark;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.NotScannedException;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.PolicyReference;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import dev.menshen.watermark.Watermark;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class WatermarkControllerTest {
  private static final String PATH = "/api/v1/watermark/read";
  private static final String REMEMBERED = "019ab5c0-1a00-7abc-8def-0123456789ab";
  private static final String FORGOTTEN = "019ab5c0-1a01-7abc-8def-0123456789ab";

  @LocalServerPort private int port;
  @Autowired private Watermark watermark;
  @Autowired private History history;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
    if (history.find(REMEMBERED).isEmpty()) {
      history.add(List.of(moderation()));
    }
  }

  @Test
  void aMarkedTextTellsTheDecisionThatItCameFrom(CapturedOutput output) throws Exception {
    String marked = watermark.mark("A pineapple. Another one.", REMEMBERED, "en");

    HttpResponse<String> response = read(marked, "acme");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode marks = json(response).get("marks");
    assertThat(marks.size()).isEqualTo(1);
    JsonNode mark = marks.get(0);
    assertThat(mark.get("id").stringValue()).isEqualTo(REMEMBERED);
    assertThat(Instant.parse(mark.get("time").stringValue()))
        .isEqualTo(Instant.ofEpochMilli(0x019ab5c01a00L));
    assertThat(mark.get("found").booleanValue()).isTrue();
    assertThat(mark.get("scope").stringValue()).isEqualTo("acme/forum");
    assertThat(mark.at("/decision/severity").stringValue()).isEqualTo("Controversial");
    assertThat(mark.at("/decision/actions/0/action").stringValue()).isEqualTo("watermark");
    assertThat(mark.at("/decision/policy/version").intValue()).isEqualTo(3);
    assertThat(output).doesNotContain("pineapple");
  }

  @Test
  void aDecisionOfAnotherTenantIsNotTold() throws Exception {
    JsonNode mark =
        json(read(watermark.mark("Text.", REMEMBERED, "en"), "other")).get("marks").get(0);

    assertThat(mark.get("id").stringValue()).isEqualTo(REMEMBERED);
    assertThat(mark.get("found").booleanValue()).isFalse();
    assertThat(mark.get("scope").isNull()).isTrue();
    assertThat(mark.get("decision").isNull()).isTrue();
  }

  @Test
  void severalMarksAreToldInTheirOrderRememberedOrNot() throws Exception {
    String both =
        watermark.mark("One.", FORGOTTEN, "en") + watermark.mark("Two.", REMEMBERED, "zh");

    JsonNode marks = json(read(both, "acme")).get("marks");

    assertThat(marks.values())
        .extracting(mark -> mark.get("id").stringValue() + " " + mark.get("found").booleanValue())
        .containsExactly(FORGOTTEN + " false", REMEMBERED + " true");
  }

  @Test
  void anIdThatTellsNoTimeHasNone() throws Exception {
    String random = "0b6f3f3e-54c2-4d0e-9d25-1d3a4c8f2b11";

    JsonNode mark = json(read(watermark.mark("One.", random, "en"), "acme")).get("marks").get(0);

    assertThat(mark.get("id").stringValue()).isEqualTo(random);
    assertThat(mark.get("time").isNull()).isTrue();
  }

  @Test
  void aTextWithoutAMarkHasNone() throws Exception {
    HttpResponse<String> response = read("Nothing here.", "acme");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"marks\":[]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | text is missing",
        "{\"text\":7} | text is a number",
        "{\"text\":\"pineapple\",\"id\":\"7\"} | unknown field \"id\""
      })
  void aBodyOfAnotherFormIsRefused(String body, String detail) throws Exception {
    HttpResponse<String> response = http.post(PATH, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").stringValue())
        .contains(detail)
        .doesNotContain("pineapple");
  }

  private HttpResponse<String> read(String text, String tenant) throws Exception {
    JsonMapper mapper = new JsonMapper();
    return http.post(
        PATH,
        mapper
            .writeValueAsString(mapper.createObjectNode().put("text", text))
            .getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Menshen-Tenant",
        tenant);
  }

  private static PastModeration moderation() {
    Evidence evidence =
        new Evidence(
            Scope.application("acme", "forum"),
            Instant.EPOCH,
            Direction.RESPONSE,
            12,
            2,
            Optional.empty(),
            Optional.of(NotScannedException.Reason.TIMEOUT),
            Optional.empty(),
            List.of(),
            0,
            Optional.empty());
    Decision decision =
        new Decision(
            new PolicyReference("strict", Scope.tenant("acme"), 3),
            Optional.of(Severity.CONTROVERSIAL),
            List.of(Category.VIOLENT),
            List.of(new Decision.Step(Action.WATERMARK, "controversial")));
    return new PastModeration(
        REMEMBERED,
        Optional.empty(),
        "fake-guard",
        evidence,
        decision,
        Optional.empty(),
        Duration.ofMillis(3));
  }
}
