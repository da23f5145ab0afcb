package dev.menshen.server.policy;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.policy.BuiltInPolicy;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Policies over HTTP. Each test has a tenant of its own, since all share one server. */
@ServerTest
class PolicyControllerTest {
  private static final String POLICIES = "/api/v1/policies";
  private static final String VERSIONS = POLICIES + "/versions";
  private static final String BROKEN = "name: x\nmach: all\n";

  @LocalServerPort private int port;

  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void aVersionIsCheckedKeptReadAndActivated() throws Exception {
    String yaml = BuiltInPolicy.STRICT.yaml();
    assertThat(json(post(POLICIES + "/check", Map.of("yaml", yaml))).get("valid").asBoolean())
        .isTrue();
    assertThat(effective("?tenant=walk&application=forum")).isEqualTo("default 0");

    HttpResponse<String> added =
        post(
            VERSIONS,
            Map.of("tenant", "walk", "yaml", yaml, "author", "ada", "comment", "for the young"));
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(json(added).get("version").intValue()).isEqualTo(1);
    assertThat(effective("?tenant=walk&application=forum")).isEqualTo("default 0");

    HttpResponse<String> activated =
        put(
            """
        {"tenant": "walk", "active": 1}""");
    assertThat(activated.statusCode()).isEqualTo(200);
    assertThat(effective("?tenant=walk&application=forum")).isEqualTo("strict 1");
    assertThat(effective("?tenant=other&application=forum")).isEqualTo("default 0");

    JsonNode version = json(http.get(VERSIONS + "/1?tenant=walk"));
    assertThat(version.get("yaml").stringValue()).isEqualTo(yaml);
    assertThat(version.get("author").stringValue()).isEqualTo("ada");
    assertThat(version.get("comment").stringValue()).isEqualTo("for the young");
    HttpResponse<String> written = http.get(VERSIONS + "/1.yaml?tenant=walk");
    assertThat(written.body()).isEqualTo(yaml);
    assertThat(written.headers().firstValue("Content-Type"))
        .contains("application/yaml;charset=UTF-8");

    JsonNode versions = json(http.get(VERSIONS + "?tenant=walk"));
    assertThat(versions.get("active").intValue()).isEqualTo(1);
    assertThat(versions.get("versions")).hasSize(1);
    assertThat(json(http.get(POLICIES)).get("scopes"))
        .anyMatch(scope -> scope.get("tenant").asString().equals("walk"));
  }

  @Test
  void anActivatedPolicyDecidesAboutTheNextText() throws Exception {
    post(
        VERSIONS,
        Map.of(
            "tenant",
            "acts",
            "yaml",
            "name: closed\nrules:\n  - {name: closed, when: true, then: [block]}"));
    put(
        """
        {"tenant": "acts", "active": 1}""");

    JsonNode moderation = json(moderate("acts"));

    assertThat(moderation.at("/decision/actions/0/action").stringValue()).isEqualTo("block");
    assertThat(moderation.at("/decision/actions/0/rule").stringValue()).isEqualTo("closed");
    assertThat(moderation.at("/decision/policy/version").intValue()).isEqualTo(1);
  }

  @Test
  void aCandidateRunsBesideAndIsClearedAgain() throws Exception {
    post(VERSIONS, Map.of("tenant", "beside", "yaml", BuiltInPolicy.LOOSE.yaml()));
    assertThat(
            json(put(
                    """
            {"tenant": "beside", "candidate": 1}"""))
                .at("/candidate/name")
                .stringValue())
        .isEqualTo("loose");
    assertThat(
            json(put(
                    """
            {"tenant": "beside"}"""))
                .get("candidate")
                .isNull())
        .isTrue();
  }

  @Test
  void whatIsWrongWithAPolicyIsToldWithLines() throws Exception {
    JsonNode checked = json(post(POLICIES + "/check", Map.of("yaml", BROKEN)));
    assertThat(checked.get("valid").asBoolean()).isFalse();
    assertThat(checked.at("/problems/1/line").intValue()).isEqualTo(2);
    assertThat(checked.at("/problems/1/code").stringValue()).isEqualTo("misspelt_key");
    assertThat(checked.at("/problems/1/message").stringValue())
        .isEqualTo("unknown key \"mach\"; did you mean \"match\"?");

    HttpResponse<String> refused = post(VERSIONS, Map.of("tenant", "wrong", "yaml", BROKEN));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(json(refused).get("code").stringValue()).isEqualTo("invalid_policy");
    assertThat(json(refused).get("problems")).hasSize(2);
    assertThat(json(http.get(VERSIONS + "?tenant=wrong")).get("versions")).isEmpty();
  }

  @Test
  void aVersionThatIsNotThereIsNotFound() throws Exception {
    assertThat(http.get(VERSIONS + "/7?tenant=none").statusCode()).isEqualTo(404);
    HttpResponse<String> refused =
        put(
            """
        {"tenant": "none", "active": 7}""");
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(json(refused).get("detail").stringValue())
        .isEqualTo(
            "the policy of none has no version 7; GET /api/v1/policies/versions lists those it has");
  }

  @Test
  void aBackTestAnswersWithAReport() throws Exception {
    HttpResponse<String> answer =
        post(
            POLICIES + "/backtest",
            Map.of(
                "tenant",
                "backtest",
                "yaml",
                BuiltInPolicy.STRICT.yaml(),
                "since",
                "2026-01-01T00:00:00Z",
                "until",
                "2026-01-08T00:00:00Z"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("moderations").intValue()).isZero();
    assertThat(json(answer).get("since").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(http.get(POLICIES + "/shadow?tenant=backtest").statusCode()).isEqualTo(200);
  }

  @Test
  void whatACandidateWouldHaveDoneIsCountedAndRemembered() throws Exception {
    post(
        VERSIONS,
        Map.of(
            "tenant",
            "shadow",
            "yaml",
            "name: closed\nrules:\n  - {name: closed, when: true, then: [block]}"));
    put(
        """
        {"tenant": "shadow", "candidate": 1}""");

    JsonNode moderation = json(moderate("shadow"));
    JsonNode shadow = json(http.get(POLICIES + "/shadow?tenant=shadow"));
    for (int i = 0; i < 100 && shadow.get("moderations").intValue() == 0; i++) {
      Thread.sleep(100); // the history is written behind the requests' backs
      shadow = json(http.get(POLICIES + "/shadow?tenant=shadow"));
    }

    assertThat(moderation.at("/decision/actions/0/action").stringValue()).isEqualTo("pass");
    assertThat(shadow.at("/outcomes/0/before").stringValue()).isEqualTo("pass");
    assertThat(shadow.at("/outcomes/0/after").stringValue()).isEqualTo("block");
    assertThat(shadow.at("/changes/0/examples/0").stringValue())
        .isEqualTo(moderation.get("id").stringValue());
    JsonNode backTest =
        json(
            http.post(
                POLICIES + "/backtest",
                """
                {"tenant": "shadow", "version": 1}"""));
    assertThat(backTest.get("changed").intValue()).isEqualTo(1);
    assertThat(http.get("/metrics").body())
        .containsPattern("menshen_policies_shadow_total\\{active=\"pass\",candidate=\"block\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /check    | {}                                                    | yaml
          /check    | {"yaml": 1}                                           | yaml
          /check    | {"yml": "name: x"}                                    | yml
          /versions | {"yaml": "name: x", "tenant": "A B"}                  | tenant
          /versions | {"yaml": "name: x", "application": "forum"}           | application
          /backtest | {"yaml": "name: x", "version": 1}                     |
          /backtest | {"tenant": "x"}                                       |
          /backtest | {"version": 0}                                        | version
          /backtest | {"version": 1, "since": "yesterday"}                  | since
          """)
  void aWrongRequestIsRefusedWithItsPlace(String path, String body, String param) throws Exception {
    HttpResponse<String> answer = http.post(POLICIES + path, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("param").asString(null)).isEqualTo(param);
  }

  @Test
  void aRangeThatIsEmptyOrTooLongIsRefused() throws Exception {
    assertThat(
            http.get(POLICIES + "/shadow?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            http.get(POLICIES + "/shadow?since=2020-01-01T00:00:00Z&until=2026-01-01T00:00:00Z")
                .body())
        .contains("menshen.policy.backtest");
  }

  private String effective(String query) throws Exception {
    JsonNode active = json(http.get(POLICIES + "/effective" + query)).get("active");
    return active.get("name").stringValue() + " " + active.get("version").intValue();
  }

  private HttpResponse<String> moderate(String tenant) throws Exception {
    return http.post(
        "/api/v1/moderate",
        "{\"text\": \"hello\"}".getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Menshen-Tenant",
        tenant);
  }

  private HttpResponse<String> post(String path, Map<String, String> body) throws Exception {
    return http.post(path, new JsonMapper().writeValueAsString(body));
  }

  private HttpResponse<String> put(String body) throws Exception {
    return http.send(
        "PUT",
        POLICIES + "/running",
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }
}
