package dev.menshen.server.limit;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.FakeGuard;
import dev.menshen.server.FakeGuardConfiguration;
import dev.menshen.server.Http;
import dev.menshen.server.MenshenApplication;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** A server with limits, over HTTP. Every test has users of its own. */
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "menshen.limits.key.requests-per-minute=1000000",
      "menshen.limits.subject.requests-per-minute=2",
      "menshen.limits.subject.characters-per-minute=60",
      "menshen.limits.subject.concurrent=1",
      "menshen.limits.text=80",
      "menshen.limits.characters=100",
      "menshen.limits.messages=3"
    })
@Import(FakeGuardConfiguration.class)
@DirtiesContext
class LimitedServerTest {
  private static final String NATIVE = "/api/v1/moderate";
  private static final String OPENAI = "/v1/moderations";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void answersWhatIsTooMuchAsAProblemThatSaysWhenToTryAgain() throws Exception {
    String body = "{\"text\":\"safe pineapple\",\"user\":\"native\"}";
    HttpResponse<String> first = http.post(NATIVE, body);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("RateLimit-Policy"))
        .hasValue(
            "\"key-requests\";q=1000000;w=60, \"subject-requests\";q=2;w=60,"
                + " \"subject-characters\";q=60;w=60;qu=\"characters\","
                + " \"subject-concurrent\";q=1;qu=\"concurrent-requests\"");
    assertThat(first.headers().firstValue("RateLimit").orElseThrow())
        .contains("\"subject-requests\";r=1;t=30")
        .contains("\"subject-characters\";r=46;t=14")
        .contains("\"subject-concurrent\";r=0");
    assertThat(http.post(NATIVE, body).statusCode()).isEqualTo(200);

    HttpResponse<String> refusal = http.post(NATIVE, body);
    assertThat(refusal.statusCode()).isEqualTo(429);
    assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Integer.parseInt(refusal.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 30);
    assertThat(refusal.headers().allValues("RateLimit")).hasSize(1);
    assertThat(refusal.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(refusal.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(json(refusal).get("code").stringValue()).isEqualTo("rate_limit_exceeded");
    assertThat(json(refusal).get("detail").stringValue())
        .contains("menshen.limits.subject.requests-per-minute")
        .doesNotContain("pineapple");
  }

  @Test
  void answersWhatIsTooMuchInOpenAisShapeAndCountsEachTextOfABatch() throws Exception {
    assertThat(http.post(OPENAI, "{\"input\":[\"safe 1\",\"safe 2\"],\"user\":\"o\"}").statusCode())
        .isEqualTo(200);

    HttpResponse<String> refusal = http.post(OPENAI, "{\"input\":\"safe 3\",\"user\":\"o\"}");
    assertThat(refusal.statusCode()).isEqualTo(429);
    assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(refusal).at("/error/code").stringValue()).isEqualTo("rate_limit_exceeded");
    assertThat(json(refusal).at("/error/type").stringValue()).isEqualTo("requests");
  }

  @Test
  void whatIsKeptOutIsNoModerationAndIsCounted() throws Exception {
    String body = "{\"text\":\"safe and counted\",\"user\":\"counted\"}";
    http.post(NATIVE, body);
    http.post(NATIVE, body);
    double moderations = metric("menshen_moderations_total");
    double limited = metric("menshen_limited_total{limit=\"subject-requests\"}");

    for (int i = 0; i < 3; i++) {
      assertThat(http.post(NATIVE, body).statusCode()).isEqualTo(429);
    }

    assertThat(metric("menshen_moderations_total")).isEqualTo(moderations);
    assertThat(metric("menshen_limited_total{limit=\"subject-requests\"}")).isEqualTo(limited + 3);
    assertThat(http.get("/metrics").body().lines().filter(line -> line.contains("menshen_limit")))
        .noneMatch(line -> line.contains("counted") || line.contains("anybody"));
  }

  @Test
  void refusesAsTooLargeWhatNoMinuteHasRoomFor() throws Exception {
    HttpResponse<String> refusal =
        http.post(NATIVE, "{\"text\":\"%s\",\"user\":\"large\"}".formatted("a".repeat(61)));

    assertThat(refusal.statusCode()).isEqualTo(413);
    assertThat(refusal.headers().firstValue("Retry-After")).isEmpty();
    assertThat(json(refusal).get("code").stringValue()).isEqualTo("request_too_large");
  }

  @Test
  void keepsASecondRequestOutWhileTheFirstOneIsWorkedOn(@Autowired FakeGuard guard)
      throws Exception {
    String slow = "{\"text\":\"block\",\"user\":\"slow\",\"timeoutMs\":2000}";
    Thread first =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    http.post(NATIVE, slow);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    guard.awaitBlocked();

    HttpResponse<String> second = http.post(NATIVE, "{\"text\":\"safe\",\"user\":\"slow\"}");
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(json(second).get("detail").stringValue())
        .contains("menshen.limits.subject.concurrent");
    first.join();
    assertThat(http.post(NATIVE, "{\"text\":\"safe\",\"user\":\"slow\"}").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/moderate | {'text':'%s'} | text | text is longer than 80 characters",
        "/api/v1/moderate | {'messages':[{'role':'user','content':'a'},"
            + "{'role':'assistant','content':'%s'}]} | messages[1].content"
            + " | messages[1].content is longer than 80 characters (menshen.limits.text)",
        "/v1/moderations | {'input':['a','%s']} | input[1] | input[1] is longer than 80 characters",
        "/v1/moderations | {'input':'%s'} | input | input is longer than 80 characters"
      })
  void refusesATextThatIsTooLong(String path, String body, String param, String message)
      throws Exception {
    HttpResponse<String> refusal =
        http.post(path, body.replace('\'', '"').formatted("pineapple".repeat(9)));

    assertTooLong(refusal, message);
    assertThat(json(refusal).at(path.equals(OPENAI) ? "/error/param" : "/param").stringValue())
        .isEqualTo(param);
  }

  @Test
  void takesTheLongestTextInCharactersAndNotInTheirParts() throws Exception {
    assertThat(http.post(NATIVE, "{\"text\":\"%s\"}".formatted("门".repeat(80))).statusCode())
        .isEqualTo(200);
    assertThat(http.post(NATIVE, "{\"text\":\"%s\"}".formatted("😀".repeat(80))).statusCode())
        .isEqualTo(200);
    assertThat(http.post(NATIVE, "{\"text\":\"%s\"}".formatted("😀".repeat(81))).statusCode())
        .isEqualTo(413);
  }

  @Test
  void refusesTextsThatAreTooLongTogetherAndTooManyMessages() throws Exception {
    String text = "a".repeat(51);
    assertTooLong(
        http.post(OPENAI, "{\"input\":[\"%s\",\"%s\"]}".formatted(text, text)),
        "more than 100 characters together (menshen.limits.characters)");
    String turn = "{\"role\":\"user\",\"content\":\"%s\"}".formatted(text);
    assertTooLong(
        http.post(NATIVE, "{\"messages\":[%s,%s]}".formatted(turn, turn)),
        "more than 100 characters together (menshen.limits.characters)");

    HttpResponse<String> many = http.post(NATIVE, "{\"messages\":[{},{},{},{}]}");
    assertThat(many.statusCode()).isEqualTo(400);
    assertThat(json(many).get("detail").stringValue())
        .isEqualTo("messages has 4 elements; send at most the last 3 (menshen.limits.messages)");
  }

  private static void assertTooLong(HttpResponse<String> response, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
    assertThat(response.body())
        .contains(message)
        .contains("\"text_too_long\"")
        .doesNotContain("pineapple");
  }

  private double metric(String name) throws Exception {
    return http.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
