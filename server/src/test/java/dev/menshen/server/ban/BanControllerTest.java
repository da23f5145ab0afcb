package dev.menshen.server.ban;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.ban.BanTerms;
import dev.menshen.ban.Bans;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class BanControllerTest {
  private static final String PATH = "/api/v1/bans";

  @LocalServerPort private int port;
  @Autowired private Bans bans;
  @Autowired private Secret secret;
  private final String tenant = "bans-" + UUID.randomUUID();
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void aUserOfWhomNothingIsKnownStandsClean() throws Exception {
    JsonNode standing = json(post("/lookup", "{\"user\":\"pineapple-7\"}"));

    assertThat(standing.get("subject").stringValue())
        .isEqualTo(Subject.of(secret, tenant, "pineapple-7").digest());
    assertThat(standing.get("banned").booleanValue()).isFalse();
    assertThat(standing.get("ban").isNull()).isTrue();
    assertThat(standing.get("strikes").intValue()).isZero();
    assertThat(Duration.parse(standing.get("window").stringValue()))
        .isEqualTo(BanTerms.DEFAULT.window());
  }

  @Test
  void aUserIsBannedByHandLookedUpAndLifted(CapturedOutput output) throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    JsonNode ban =
        json(post("", "{\"user\":\"pineapple-7\",\"duration\":\"12h\",\"reason\":\"spam\"}"));

    Instant since = Instant.parse(ban.get("since").stringValue());
    assertThat(since).isBetween(before, Instant.now());
    assertThat(ban.get("until").stringValue())
        .isEqualTo(since.plus(Duration.ofHours(12)).toString());
    assertThat(ban.get("reason").stringValue()).isEqualTo("spam");
    assertThat(ban.get("rule").isNull()).isTrue();
    assertThat(ban.get("moderation").isNull()).isTrue();
    assertThat(json(post("/lookup", "{\"user\":\"pineapple-7\"}")).get("ban")).isEqualTo(ban);
    String subject = ban.get("subject").stringValue();
    assertThat(json(post("/lookup", "{\"subject\":\"" + subject + "\"}")).get("ban"))
        .isEqualTo(ban);

    HttpResponse<String> lifted =
        http.send("DELETE", PATH + "/" + subject, "Menshen-Tenant", tenant);

    assertThat(lifted.statusCode()).isEqualTo(204);
    assertThat(lifted.body()).isEmpty();
    assertThat(json(post("/lookup", "{\"user\":\"pineapple-7\"}")).get("banned").booleanValue())
        .isFalse();
    HttpResponse<String> again =
        http.send("DELETE", PATH + "/" + subject, "Menshen-Tenant", tenant);
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(json(again).get("code").stringValue()).isEqualTo("not_found");
    assertThat(json(again).get("detail").stringValue())
        .isEqualTo(
            "this tenant has no banned user with this subject; GET /api/v1/bans lists those that it"
                + " has");
    assertThat(output).doesNotContain("pineapple");
  }

  @Test
  void aBanThatARuleCausedNamesRuleAndModeration() throws Exception {
    Subject subject = Subject.of(secret, tenant, "user-7");
    bans.strike(subject, tenant, BanTerms.DEFAULT, "unsafe", "m1", Instant.now());

    JsonNode standing = json(post("/lookup", "{\"user\":\"user-7\"}"));

    assertThat(standing.get("strikes").intValue()).isEqualTo(1);
    assertThat(standing.at("/ban/rule").stringValue()).isEqualTo("unsafe");
    assertThat(standing.at("/ban/moderation").stringValue()).isEqualTo("m1");
    assertThat(standing.at("/ban/reason").isNull()).isTrue();
  }

  @Test
  void ofTwoBansTheLongerOneIsTheAnswer() throws Exception {
    JsonNode longer =
        json(post("", "{\"user\":\"user-7\",\"duration\":\"P2D\",\"reason\":\"spam\"}"));

    assertThat(json(post("", "{\"user\":\"user-7\",\"duration\":\"1m\",\"reason\":\"no\"}")))
        .isEqualTo(longer);
  }

  @Test
  void thoseThatHoldAreListedInPagesByTheirEnds() throws Exception {
    for (int user = 5; user >= 1; user--) {
      post(
          "",
          "{\"user\":\"user-%d\",\"duration\":\"%dh\",\"reason\":\"r%d\"}"
              .formatted(user, user, user));
    }

    List<String> reasons = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = "";
    while (next != null) {
      JsonNode page = json(get("?limit=2" + next));
      page.get("bans").values().forEach(ban -> reasons.add(ban.get("reason").stringValue()));
      sizes.add(page.get("bans").size());
      next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").stringValue();
    }

    assertThat(reasons).containsExactly("r1", "r2", "r3", "r4", "r5");
    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(json(get("")).get("bans").size()).isEqualTo(5);
  }

  @Test
  void noTenantSeesOrLiftsTheBansOfAnother() throws Exception {
    String subject =
        json(post("", "{\"user\":\"user-7\",\"duration\":\"1h\",\"reason\":\"spam\"}"))
            .get("subject")
            .stringValue();

    assertThat(json(http.get(PATH, "Menshen-Tenant", "someone-else")).get("bans").isEmpty())
        .isTrue();
    assertThat(
            http.send("DELETE", PATH + "/" + subject, "Menshen-Tenant", "someone-else")
                .statusCode())
        .isEqualTo(404);
    HttpResponse<String> lookup =
        http.post(
            PATH + "/lookup",
            ("{\"subject\":\"" + subject + "\"}").getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Menshen-Tenant",
            "someone-else");
    assertThat(json(lookup).get("banned").booleanValue()).isFalse();
    assertThat(json(get("")).get("bans").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | neither user nor subject",
        "{\"user\":\"a\",\"subject\":\"b\"} | both user and subject",
        "{\"user\":\" \"} | user is empty",
        "{\"subject\":\"ABC\"} | subject is no digest",
        "{\"user\":\"a\"} | duration is missing",
        "{\"user\":\"a\",\"duration\":\"12\"} | duration is none",
        "{\"user\":\"a\",\"duration\":\"-1h\"} | duration is none",
        "{\"user\":\"a\",\"duration\":\"0s\"} | duration is none",
        "{\"user\":\"a\",\"duration\":\"Pineapple\"} | duration is none",
        "{\"user\":\"a\",\"duration\":\"99999999999999d\"} | duration is none",
        "{\"user\":\"a\",\"duration\":\"36501d\"} | menshen.bans.longest (36500 days)",
        "{\"user\":\"a\",\"duration\":\"1h\"} | reason is missing",
        "{\"user\":\"a\",\"duration\":\"1h\",\"reason\":\" \"} | reason is empty",
        "{\"user\":\"a\",\"duration\":\"1h\",\"reason\":\"a\\nb\"} | has several lines",
        "{\"user\":\"a\",\"until\":\"1h\",\"reason\":\"r\"} | unknown field \"until\""
      })
  void aBanThatCannotBeIsRefusedWithWhatToMend(String body, String detail) throws Exception {
    HttpResponse<String> response = post("", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").stringValue())
        .contains(detail)
        .doesNotContainIgnoringCase("pineapple");
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, limit",
    "?limit=1001, limit",
    "?limit=many, limit",
    "?cursor=pineapple, cursor",
    "?cursor=, cursor",
    "?cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaIDA, cursor"
  })
  void aPageThatCannotBeIsRefusedWithItsParameter(String query, String param) throws Exception {
    HttpResponse<String> response = get(query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("param").stringValue()).isEqualTo(param);
  }

  @Test
  void aSubjectThatIsNoneIsRefused() throws Exception {
    assertThat(http.send("DELETE", PATH + "/user-7", "Menshen-Tenant", tenant).statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return http.get(PATH + query, "Menshen-Tenant", tenant);
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return http.post(
        PATH + path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Menshen-Tenant",
        tenant);
  }
}
