package dev.menshen.server.telemetry;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class TelemetryTest {
  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void countsAndTimesModerations() throws Exception {
    http.post("/api/v1/moderate", "{\"text\":\"unsafe words\"}");
    http.post("/api/v1/moderate", "{\"text\":\"unsupported words\"}");
    http.post(
        "/api/v1/moderate",
        """
        {"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"safe"}]}""");

    HttpResponse<String> metrics = http.get("/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.body())
        .contains(
            "menshen_moderations_total{action=\"block\",direction=\"prompt\",guard=\"lite\",severity=\"Unsafe\"}")
        .contains(
            "menshen_moderations_total{action=\"pass\",direction=\"response\",guard=\"lite\",severity=\"Safe\"}")
        .contains("menshen_not_scanned_total{action=\"block\",reason=\"unsupported_language\"}")
        .contains(
            "menshen_guard_duration_seconds_count{guard=\"lite\",phase=\"inference\",priority=\"interactive\"}")
        .contains(
            "menshen_guard_duration_seconds_count{guard=\"lite\",phase=\"queue\",priority=\"interactive\"}")
        .contains("menshen_guard_queue{priority=\"interactive\"} 0.0")
        .contains("menshen_guard_queue{priority=\"bulk\"} 0.0")
        .contains("http_server_requests_seconds_count")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void makesNoTagOfTextPathsOrMethods() throws Exception {
    http.post("/api/v1/moderate", "{\"text\":\"unsafe pineapple\"}");
    http.post("/v1/moderations", "{\"input\":\"crash pineapple\",\"model\":\"pineapple\"}");
    http.get("/pineapple/pineapple?pineapple=pineapple");
    http.get("/v1/pineapple");
    http.get("/docs/pineapple.html");
    http.send("PINEAPPLE", "/v1/moderations");

    assertThat(http.get("/metrics").body()).doesNotContainIgnoringCase("pineapple");
  }

  @Test
  void isReadyAndNamesTheGuard() throws Exception {
    HttpResponse<String> response = http.get("/readyz");
    while (response.statusCode() != 200) {
      Thread.sleep(20);
      response = http.get("/readyz");
    }

    assertThat(json(response).at("/components/guardReadiness/details/model").stringValue())
        .isEqualTo("fake-guard");
    assertThat(http.get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsWhatItIs() throws Exception {
    JsonNode info = json(http.get("/api/v1/info"));

    assertThat(info.get("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(info.get("java").stringValue()).isEqualTo(Runtime.version().toString());
    assertThat(info.at("/guard/kind").stringValue()).isEqualTo("lite");
    assertThat(info.at("/guard/languages/1").stringValue()).isEqualTo("zh");
    assertThat(info.at("/guard/note").stringValue()).isEqualTo("A guard for tests.");
    assertThat(info.at("/guard/measured").toString())
        .isEqualTo(
            """
            [{"language":"en","ordinaryFlagged":0.021,"harmfulFlagged":0.94},\
            {"language":"zh","ordinaryFlagged":0.024,"harmfulFlagged":0.469}]""");
    assertThat(info.at("/limits/bodyBytes").longValue()).isEqualTo(1_048_576);
    assertThat(info.at("/limits/inputs").intValue()).isEqualTo(256);
    assertThat(info.at("/limits/batchTimeoutMs").longValue()).isEqualTo(600_000);
    assertThat(info.at("/limits/guardQueue").intValue()).isEqualTo(256);
    assertThat(info.at("/limits/timeoutMs").longValue()).isEqualTo(30_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/env",
        "/beans",
        "/loggers",
        "/heapdump",
        "/threaddump",
        "/prometheus"
      })
  void keepsOtherEndpointsOff(String path) throws Exception {
    assertThat(http.get(path).statusCode()).isEqualTo(404);
  }
}
