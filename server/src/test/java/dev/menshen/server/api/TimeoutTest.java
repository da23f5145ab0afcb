package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/**
 * A server that gives its guard little time, and calls itself broken after two timeouts in a row.
 */
@ServerTest
@DirtiesContext
@TestPropertySource(
    properties = {
      "menshen.guard.timeout=100ms",
      "menshen.readiness.failures=2",
      "menshen.readiness.interval=10m"
    })
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TimeoutTest {
  @LocalServerPort private int port;

  @Test
  void failsWhatTookTooLongAndIsNotReadyWhileTheGuardGivesNoVerdicts() throws Exception {
    Http http = new Http(port);
    awaitVerdict(http);
    assertThat(http.get("/readyz").statusCode()).isEqualTo(200);

    HttpResponse<String> response = http.post("/api/v1/moderate", "{\"text\":\"block\"}");
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).get("code").stringValue()).isEqualTo("timeout");

    HttpResponse<String> openAi = http.post("/v1/moderations", "{\"input\":\"block\"}");
    assertThat(openAi.statusCode()).isEqualTo(504);
    assertThat(json(openAi).at("/error/code").stringValue()).isEqualTo("timeout");

    HttpResponse<String> readiness = http.get("/readyz");
    assertThat(readiness.statusCode()).isEqualTo(503);
    assertThat(json(readiness).at("/components/guardReadiness/details/reason").stringValue())
        .contains("no verdict")
        .contains("within 100 ms");
    assertThat(http.get("/livez").statusCode()).isEqualTo(200);

    awaitVerdict(http);
    assertThat(http.get("/readyz").statusCode()).isEqualTo(200);
  }

  /**
   * On a busy machine even a quick guard may be too slow at first. Each text is a new one: what the
   * cache has says nothing about the guard.
   */
  private static void awaitVerdict(Http http) throws Exception {
    String text = "{\"text\":\"safe at %d\"}";
    while (http.post("/api/v1/moderate", text.formatted(System.nanoTime())).statusCode() != 200) {
      Thread.sleep(10);
    }
  }
}
