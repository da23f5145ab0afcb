package dev.menshen.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every kind of answer has each of the headers once, whoever gives it. */
@ServerTest
class SecurityHeadersTest {
  /** What every answer has; {@code Cache-Control} depends on what it is. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "X-Permitted-Cross-Domain-Policies",
          "none",
          "X-DNS-Prefetch-Control",
          "off",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Embedder-Policy",
          "require-corp",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
              + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()");

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "GET, /, text/html, 200",
    "GET, /livez, */*, 200",
    "GET, /metrics, */*, 200",
    "GET, /api/v1/info, */*, 200",
    "GET, /api/v1/openapi.json, */*, 200",
    "GET, /v1/moderations, */*, 405",
    "POST, /v1/moderations, */*, 415",
    "GET, /api/v1/nothing, */*, 404",
    "GET, /nothing, */*, 404",
    "GET, /nothing, text/html, 404",
    "GET, /error, */*, 404",
    "GET, /console/moderate, text/html, 303",
    "TRACE, /v1/moderations, */*, 405"
  })
  void everyAnswerHasThemAndIsNotKept(String method, String path, String accept, int status)
      throws Exception {
    HttpResponse<String> response = new Http(port).send(method, path, "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(status);
    assertHeaders(response, "no-store");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/console/console.css | max-age=31536000, public, immutable",
        "/console/check.js | max-age=31536000, public, immutable",
        "/webjars/swagger-ui/swagger-ui.css | no-store",
        "/docs/api | no-store"
      })
  void aFileHasThemAndIsKeptWhereItsNameChangesWithItsContent(String path, String cacheControl)
      throws Exception {
    HttpResponse<String> response = new Http(port).get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertHeaders(response, cacheControl);
  }

  @Test
  void aVerdictHasThem() throws Exception {
    HttpResponse<String> response =
        new Http(port).post("/api/v1/moderate", "{\"text\":\"safe headers\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertHeaders(response, "no-store");
    // Nothing limits this server's callers.
    assertThat(response.headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/env",
        "/configprops",
        "/beans",
        "/heapdump",
        "/threaddump",
        "/loggers",
        "/logfile",
        "/mappings",
        "/conditions",
        "/scheduledtasks",
        "/sessions",
        "/shutdown",
        "/info",
        "/sbom",
        "/actuator",
        "/actuator/env",
        "/actuator/heapdump"
      })
  void theServerTellsNobodyOfItsInside(String path) throws Exception {
    assertThat(new Http(port).get(path).statusCode()).isEqualTo(404);
    assertThat(new Http(port).send("POST", path).statusCode()).isEqualTo(404);
  }

  private static void assertHeaders(HttpResponse<String> response, String cacheControl) {
    HEADERS.forEach(
        (name, value) ->
            assertThat(response.headers().allValues(name)).as(name).containsExactly(value));
    assertThat(response.headers().allValues("Cache-Control")).isEqualTo(List.of(cacheControl));
    assertThat(response.headers().map())
        .doesNotContainKeys(
            "server", "x-powered-by", "strict-transport-security", "pragma", "expires");
  }
}
