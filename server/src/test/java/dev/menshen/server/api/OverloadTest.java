package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.BoundedGuard;
import dev.menshen.server.FakeGuard;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A server whose guard has one thread and room for one more, which is soon full. */
@ServerTest
@DirtiesContext
@TestPropertySource(
    properties = {
      "menshen.guard.threads=1",
      "menshen.guard.queue=1",
      "menshen.guard.timeout=10m",
      "menshen.limits.retry-after=7s"
    })
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OverloadTest {
  private static final String SAFE = "{\"text\":\"safe too many\"}";
  private static final String BLOCK = "{\"text\":\"block\"}";

  @LocalServerPort private int port;
  @Autowired private BoundedGuard bounded;
  @Autowired private FakeGuard guard;

  @Test
  void refusesAtOnceWhatTheQueueCannotHoldAndServesTheRest() throws Exception {
    Http http = new Http(port);
    while (http.get("/readyz").statusCode() != 200) {
      Thread.sleep(10);
    }
    // Each text is another one: two requests for one text cost the guard one.
    StringBuilder many = new StringBuilder("\"safe 0\"");
    for (int i = 1; i < 40; i++) {
      many.append(",\"safe %d\"".formatted(i));
    }
    // More texts than the queue holds are not refused because of each other.
    JsonNode results =
        json(http.post("/v1/moderations", "{\"input\":[" + many + "]}")).get("results");
    assertThat(results.values())
        .hasSize(40)
        .allSatisfy(
            result -> assertThat(result.at("/menshen/status").stringValue()).isEqualTo("assessed"));

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> running =
          callers.submit(() -> http.post("/api/v1/moderate", BLOCK));
      guard.awaitBlocked();
      Future<HttpResponse<String>> bulk =
          callers.submit(
              () ->
                  http.post("/api/v1/moderate", "{\"text\":\"safe bulk\",\"priority\":\"bulk\"}"));
      while (bounded.queued(Priority.BULK) < 1) {
        Thread.sleep(10);
      }
      Future<HttpResponse<String>> waiting =
          callers.submit(() -> http.post("/api/v1/moderate", "{\"text\":\"block too\"}"));
      while (bounded.queued(Priority.INTERACTIVE) < 1) {
        Thread.sleep(10);
      }

      try {
        HttpResponse<String> displaced = bulk.get();
        assertThat(displaced.statusCode()).isEqualTo(503);
        assertThat(json(displaced).get("code").stringValue()).isEqualTo("overloaded");

        HttpResponse<String> refused = http.post("/api/v1/moderate", SAFE);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(refused.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        assertThat(json(refused).get("code").stringValue()).isEqualTo("overloaded");

        HttpResponse<String> openAi = http.post("/v1/moderations", "{\"input\":[\"a\",\"b\"]}");
        assertThat(openAi.statusCode()).isEqualTo(503);
        assertThat(openAi.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(json(openAi).at("/error/code").stringValue()).isEqualTo("overloaded");
        assertThat(json(openAi).at("/error/type").stringValue()).isEqualTo("server_error");

        assertThat(http.get("/metrics").body())
            .contains("menshen_guard_queue{priority=\"interactive\"} 1.0")
            .contains("menshen_not_scanned_total{action=\"block\",reason=\"overloaded\"}");
        assertThat(http.get("/readyz").statusCode()).isEqualTo(200);
      } finally {
        guard.release();
      }
      assertThat(running.get().statusCode()).isEqualTo(200);
      assertThat(waiting.get().statusCode()).isEqualTo(200);
    }
  }
}
