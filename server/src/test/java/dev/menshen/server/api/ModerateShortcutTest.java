package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The long way, which a request takes whose Accept is not a plain one, is the measure. */
@ServerTest
class ModerateShortcutTest {
  private static final String PATH = "/api/v1/moderate";
  private static final String LONG_WAY = "application/*, */*;q=0.5";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"safe words\"}",
        "{\"text\":\"unsafe words\",\"scores\":\"full\",\"returnText\":true}",
        "{\"text\":\"unsupported words\"}",
        "{\"text\":\"crash\"}",
        "{\"text\":7}",
        "{\"text\":\"safe\",\"colour\":\"red\"}",
        "[]",
        "{\"text\":",
        ""
      })
  void answersAsTheLongWayDoes(String body) throws Exception {
    HttpResponse<String> shortcut = post(body, "application/json", "*/*");
    HttpResponse<String> measure = post(body, "application/json", LONG_WAY);

    assertThat(shortcut.statusCode()).isEqualTo(measure.statusCode());
    assertThat(headers(shortcut)).isEqualTo(headers(measure));
    assertThat(shape(json(shortcut))).isEqualTo(shape(json(measure)));
  }

  @Test
  void refusesWhatIsNotJsonAsTheLongWayDoes() throws Exception {
    assertThat(post("safe", "text/plain", "*/*").statusCode()).isEqualTo(415);
    assertThat(post("{\"text\":\"safe\"}", "application/json", "text/csv").statusCode())
        .isEqualTo(406);
    assertThat(http.get(PATH).statusCode()).isEqualTo(405);
  }

  @Test
  void isMeasuredUnderItsPath() throws Exception {
    post("{\"text\":\"safe words\"}", "application/json", "*/*");

    assertThat(http.get("/metrics").body().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("http_server_requests_seconds_count")
                    .contains("status=\"200\"")
                    .contains("uri=\"/api/v1/moderate\""));
  }

  private HttpResponse<String> post(String body, String type, String accept) throws Exception {
    return http.post(
        PATH, body.getBytes(StandardCharsets.UTF_8), "Content-Type", type, "Accept", accept);
  }

  /** The headers without the time, and without how long the answer is, as latencies differ. */
  private static Map<String, List<String>> headers(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    headers.replace("content-length", List.of());
    return headers;
  }

  /** The names in an object and the types of their values, in their order. */
  private static String shape(JsonNode node) {
    StringBuilder shape = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      shape.append(field.getKey()).append(field.getValue().getNodeType());
      shape.append(shape(field.getValue()));
    }
    return shape.toString();
  }
}
