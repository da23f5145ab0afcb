package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServerTest
class ErrorShapesTest {
  private static final byte[] BODY = "{\"input\":\"a\",\"text\":\"a\"}".getBytes(UTF_8);
  private static final byte[] TOO_LONG =
      ("{\"text\":\"" + "pineapple ".repeat(200_000) + "\"}").getBytes(UTF_8);

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @ParameterizedTest
  @CsvSource({"/v1/moderations, 405", "/v1/chat/completions, 404", "/v1/, 404"})
  void aGetUnderV1FailsInOpenAisShape(String path, int status) throws Exception {
    assertOpenAi(http.get(path), status);
    assertOpenAi(http.get(path, "Accept", "text/html"), status);
  }

  @ParameterizedTest
  @CsvSource({"/api/v1/moderate, 405", "/api/v1/nothing, 404", "/nothing, 404", "/error, 404"})
  void aGetElsewhereFailsAsAProblem(String path, int status) throws Exception {
    assertProblem(http.get(path), status);
  }

  @Test
  void aBrowserGetsAPageForAnAddressOutsideTheApi() throws Exception {
    HttpResponse<String> response = http.get("/nothing", "Accept", "text/html,*/*;q=0.8");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
  }

  @Test
  void saysWhichMethodIsAllowed() throws Exception {
    HttpResponse<String> response = http.get("/v1/moderations");

    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    assertThat(response.body()).contains("use POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "nonsense",
        "application/json; charset=GBK",
        "application/json; charset=UTF-16",
        "application/json; charset=nonsense"
      })
  void refusesWhatIsNotSentAsJsonInUtf8(String contentType) throws Exception {
    HttpResponse<String> openAi = http.post("/v1/moderations", BODY, "Content-Type", contentType);
    assertOpenAi(openAi, 415);
    assertThat(openAi.body()).contains("application/json in UTF-8");
    assertProblem(http.post("/api/v1/moderate", BODY, "Content-Type", contentType), 415);
  }

  @Test
  void refusesACompressedBody() throws Exception {
    String[] headers = {"Content-Type", "application/json", "Content-Encoding", "gzip"};

    HttpResponse<String> openAi = http.post("/v1/moderations", BODY, headers);
    assertOpenAi(openAi, 415);
    assertThat(openAi.body()).contains("not compressed");
    assertProblem(http.post("/api/v1/moderate", BODY, headers), 415);
  }

  @Test
  void refusesBrokenMultipartBodiesWithoutReadingThem() throws Exception {
    byte[] cutOff = "--a\r\nContent-Disposition: form-data; name=\"pine".getBytes(UTF_8);

    for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=a")) {
      assertOpenAi(http.post("/v1/moderations", cutOff, "Content-Type", type), 415);
      assertProblem(http.post("/api/v1/moderate", cutOff, "Content-Type", type), 415);
    }
  }

  @Test
  void refusesFormsOfOtherMethodsWithoutReadingThem() throws Exception {
    HttpResponse<String> response =
        http.send(
            "PUT",
            "/api/v1/moderate",
            "%zz=pineapple".getBytes(UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertProblem(response, 405);
  }

  @Test
  void refusesABodyWithoutAContentType() throws Exception {
    assertOpenAi(http.post("/v1/moderations", BODY), 415);
    assertProblem(http.post("/api/v1/moderate", BODY), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json;charset=utf-8", "APPLICATION/JSON"})
  void takesJsonHoweverItIsWritten(String contentType) throws Exception {
    HttpResponse<String> response = http.post("/v1/moderations", BODY, "Content-Type", contentType);

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"text\":\"pineapple",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\npineapple",
        "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"text\":\"pineapple"
      })
  void refusesABodyThatBreaksOff(String rest) throws Exception {
    String request =
        "POST /v1/moderations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + rest;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("invalid_request_error")
          .doesNotContain("pineapple");
    }
  }

  @Test
  void refusesToAnswerInAnythingButJson() throws Exception {
    String[] headers = {"Content-Type", "application/json", "Accept", "application/xml"};

    assertOpenAi(http.post("/v1/moderations", BODY, headers), 406);
    assertProblem(http.post("/api/v1/moderate", BODY, headers), 406);
  }

  @Test
  void refusesABodyBeyondTheLimitWhetherItsLengthIsAnnouncedOrNot() throws Exception {
    String json = "application/json";
    HttpResponse<String> announced = http.post("/v1/moderations", TOO_LONG, "Content-Type", json);
    assertOpenAi(announced, 413);
    assertThat(announced.body()).contains("longer than 1048576 bytes (menshen.limits.body)");
    assertOpenAi(http.postChunked("/v1/moderations", TOO_LONG), 413);
    assertProblem(http.post("/api/v1/moderate", TOO_LONG, "Content-Type", json), 413);
    assertProblem(http.postChunked("/api/v1/moderate", TOO_LONG), 413);
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws Exception {
    String start = "{\"text\":\"safe ";
    String end = "\"}";
    String text = "a".repeat(1_048_576 - start.length() - end.length());

    assertThat(http.post("/api/v1/moderate", start + text + end).statusCode()).isEqualTo(200);
    assertThat(http.post("/api/v1/moderate", start + text + "a" + end).statusCode()).isEqualTo(413);
  }

  @Test
  void givesNoOtherSitePermission() throws Exception {
    HttpResponse<String> preflight =
        http.send(
            "OPTIONS",
            "/v1/moderations",
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "content-type");

    assertThat(preflight.headers().map().keySet())
        .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  private static void assertOpenAi(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode error = json(response).get("error");
    assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
    assertThat(error.get("message").stringValue()).isNotBlank().doesNotContain("pineapple");
    assertThat(error.get("type").stringValue()).isEqualTo("invalid_request_error");
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").stringValue()).isNotBlank();
    assertThat(problem.get("detail").stringValue()).isNotBlank().doesNotContain("pineapple");
    assertThat(problem.get("code").stringValue()).isNotBlank();
  }
}
