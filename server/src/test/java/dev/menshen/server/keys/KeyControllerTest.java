package dev.menshen.server.keys;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.server.ClosedServerTest;
import dev.menshen.server.Http;
import dev.menshen.server.access.Permission;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ClosedServerTest
class KeyControllerTest {
  private static final String PATH = "/api/v1/keys";

  @LocalServerPort private int port;
  @Autowired private TestKeys keys;
  @Autowired private KeyUses uses;
  private final String tenant = "keys-" + UUID.randomUUID();
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void aNewKeyIsShownOnceAndMayWhatItsScopesSay() throws Exception {
    HttpResponse<String> answer =
        post(PATH, "{\"name\":\" forum \",\"scopes\":[\"moderate\",\"audit\"]}", keys.admin());

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    String secret = json(answer).get("secret").stringValue();
    JsonNode key = json(answer).get("key");
    assertThat(key.get("name").stringValue()).isEqualTo("forum");
    assertThat(key.get("scopes").toString()).isEqualTo("[\"moderate\",\"audit\"]");
    assertThat(key.get("tenant").isNull()).isTrue();
    assertThat(key.get("status").stringValue()).isEqualTo("active");
    assertThat(key.get("secrets").size()).isEqualTo(1);
    assertThat(key.get("lastUsed").isNull()).isTrue();
    assertThat(info(secret)).isEqualTo(200);
    assertThat(http.get("/api/v1/bans", TestKeys.header(secret)).statusCode()).isEqualTo(403);
    assertThat(http.get(PATH, keys.admin()).body())
        .doesNotContain(secret, secret.substring(KeySecret.PREFIX.length()));
  }

  @Test
  void aKeyOfATenantActsForIt() throws Exception {
    String secret = json(create("\"tenant\":\"" + tenant + "\"")).get("secret").stringValue();

    assertThat(moderate(secret).statusCode()).isEqualTo(200);
    assertThat(moderate(secret, "Menshen-Tenant", tenant).statusCode()).isEqualTo(200);
    assertThat(moderate(secret, "Menshen-Tenant", "default").statusCode()).isEqualTo(404);
    assertThat(moderate(secret, "Menshen-Application", "shop").statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyOfAnApplicationActsForThatAlone() throws Exception {
    String secret =
        json(create("\"tenant\":\"" + tenant + "\",\"application\":\"forum\""))
            .get("secret")
            .stringValue();

    assertThat(moderate(secret, "Menshen-Application", "forum").statusCode()).isEqualTo(200);
    assertThat(moderate(secret, "Menshen-Application", "shop").statusCode()).isEqualTo(404);
  }

  @Test
  void whatAnActorOfATenantMakesIsItsOwn() throws Exception {
    String[] own = keys.with(Scope.tenant(tenant), Permission.POLICY);
    HttpResponse<String> entry = post("/api/v1/lists/entries", "{\"text\":\"ownword\"}", own);
    assertThat(entry.statusCode()).isEqualTo(201);
    String id = json(entry).at("/ids/0").stringValue();

    assertThat(json(http.get("/api/v1/lists/entries/" + id, own)).get("tenant").stringValue())
        .isEqualTo(tenant);
    assertThat(
            json(http.get("/api/v1/lists/entries?tenant=" + tenant, keys.admin()))
                .at("/entries/0/id")
                .stringValue())
        .isEqualTo(id);
    // Neither another tenant nor whoever acts for one takes an entry over, or makes one for all.
    String[] other = keys.with(Scope.tenant(tenant + "-2"), Permission.POLICY);
    HttpResponse<String> taken =
        post("/api/v1/lists/entries", "{\"id\":\"" + id + "\",\"text\":\"x\"}", other);
    assertThat(taken.statusCode()).isEqualTo(400);
    assertThat(json(taken).get("param").stringValue()).isEqualTo("id");
    assertThat(json(http.get("/api/v1/lists/entries/" + id, own)).get("text").stringValue())
        .isEqualTo("ownword");
  }

  @Test
  void anAdministratorOfATenantSeesAndMakesItsKeysAlone() throws Exception {
    String[] own = keys.with(Scope.tenant(tenant), Permission.ADMIN);
    HttpResponse<String> made = post(PATH, "{\"name\":\"a\",\"scopes\":[\"admin\"]}", own);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).at("/key/tenant").stringValue()).isEqualTo(tenant);

    JsonNode listed = json(http.get(PATH, own)).get("keys");
    assertThat(listed.size()).isEqualTo(2);
    listed.forEach(key -> assertThat(key.get("tenant").stringValue()).isEqualTo(tenant));
    assertThat(http.get("/api/v1/effects/undelivered", own).statusCode()).isEqualTo(403);
  }

  @Test
  void aRotatedKeyHasTwoSecretsAndThenConflicts() throws Exception {
    JsonNode made = json(create("\"tenant\":\"" + tenant + "\""));
    String id = made.at("/key/id").stringValue();
    String first = made.get("secret").stringValue();

    HttpResponse<String> rotated =
        post(PATH + "/" + id + "/rotate", "{\"grace\":\"1h\"}", keys.admin());
    assertThat(rotated.statusCode()).isEqualTo(200);
    String second = json(rotated).get("secret").stringValue();
    assertThat(json(rotated).at("/key/secrets").size()).isEqualTo(2);
    assertThat(info(first)).isEqualTo(200);
    assertThat(info(second)).isEqualTo(200);

    HttpResponse<String> again = post(PATH + "/" + id + "/rotate", "{}", keys.admin());
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(json(again).get("code").stringValue()).isEqualTo("conflict");
  }

  @Test
  void withoutAGraceTheSecretBeforeEndsAtOnce() throws Exception {
    JsonNode made = json(create("\"tenant\":\"" + tenant + "\""));
    String first = made.get("secret").stringValue();
    assertThat(info(first)).isEqualTo(200);

    HttpResponse<String> rotated =
        post(
            PATH + "/" + made.at("/key/id").stringValue() + "/rotate",
            "{\"grace\":\"0s\"}",
            keys.admin());

    assertThat(info(first)).isEqualTo(401);
    assertThat(info(json(rotated).get("secret").stringValue())).isEqualTo(200);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndStaysInTheList() throws Exception {
    JsonNode made = json(create("\"tenant\":\"" + tenant + "\""));
    String secret = made.get("secret").stringValue();
    assertThat(info(secret)).isEqualTo(200);

    assertThat(
            http.send("DELETE", PATH + "/" + made.at("/key/id").stringValue(), keys.admin())
                .statusCode())
        .isEqualTo(204);

    HttpResponse<String> refused = http.get("/api/v1/info", TestKeys.header(secret));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).get("detail").stringValue()).contains("was revoked");
    assertThat(json(refused).get("code").stringValue()).isEqualTo("invalid_key");
    JsonNode listed =
        json(http.get(PATH, keys.with(Scope.tenant(tenant), Permission.ADMIN))).at("/keys/0");
    assertThat(listed.get("status").stringValue()).isEqualTo("revoked");
    assertThat(listed.get("secrets").size()).isZero();
  }

  @Test
  void theLastUseIsTold() throws Exception {
    JsonNode made = json(create("\"tenant\":\"" + tenant + "\""));
    info(made.get("secret").stringValue());
    uses.write();

    assertThat(
            json(http.get(PATH, keys.with(Scope.tenant(tenant), Permission.ADMIN)))
                .at("/keys/0/lastUsed")
                .isString())
        .isTrue();
  }

  @Test
  void pagesHoldEveryKeyOnce() throws Exception {
    for (int i = 0; i < 4; i++) {
      create("\"tenant\":\"" + tenant + "\"");
    }
    String[] own = keys.with(Scope.tenant(tenant), Permission.ADMIN);
    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(http.get(PATH + "?limit=2" + cursor, own));
      page.get("keys").forEach(key -> found.add(key.get("id").stringValue()));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").stringValue();
    } while (!cursor.isEmpty());

    assertThat(found).hasSize(5).doesNotHaveDuplicates();
    assertThat(http.get(PATH + "?cursor=none", own).statusCode()).isEqualTo(400);
    assertThat(http.get(PATH + "?limit=0", own).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | name",
        "{\"name\":\" \",\"scopes\":[\"audit\"]} | name",
        "{\"name\":\"a\"} | scopes",
        "{\"name\":\"a\",\"scopes\":[]} | scopes",
        "{\"name\":\"a\",\"scopes\":[\"root\"]} | scopes[0]",
        "{\"name\":\"a\",\"scopes\":[\"audit\"],\"tenant\":\"A b\"} | tenant",
        "{\"name\":\"a\",\"scopes\":[\"audit\"],\"application\":\"b\"} | application",
        "{\"name\":\"a\",\"scopes\":[\"audit\"],\"expires\":\"soon\"} | expires",
        "{\"name\":\"a\",\"scopes\":[\"audit\"],\"expires\":\"2001-01-01T00:00:00Z\"} | expires",
        "{\"name\":\"a\",\"scopes\":[\"audit\"],\"colour\":\"red\"} | colour"
      })
  void whatIsWrongWithANewKeyIsTold(String body, String param) throws Exception {
    HttpResponse<String> answer = post(PATH, body, keys.admin());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("param").stringValue()).isEqualTo(param);
  }

  @Test
  void refusalsHaveTheShapeOfTheirProtocol() throws Exception {
    HttpResponse<String> openAi = post("/v1/moderations", "{\"input\":\"safe\"}", new String[0]);
    assertThat(openAi.statusCode()).isEqualTo(401);
    assertThat(json(openAi).at("/error/code").stringValue()).isEqualTo("key_required");
    HttpResponse<String> typo =
        http.get("/api/v1/info", TestKeys.header(KeySecret.random().text() + "x"));
    assertThat(typo.statusCode()).isEqualTo(401);
    assertThat(typo.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(typo).get("detail").stringValue()).contains("not whole");
    assertThat(http.get("/api/v1/info", TestKeys.header("sk-other")).statusCode()).isEqualTo(401);
    assertThat(http.get("/api/v1/info", "Authorization", "Basic eDp5").statusCode()).isEqualTo(401);
  }

  @Test
  void healthIsOpenAndMetricsAreForAuditors() throws Exception {
    assertThat(http.get("/livez").statusCode()).isEqualTo(200);
    assertThat(http.get("/metrics").statusCode()).isEqualTo(401);
    assertThat(http.get("/%6detrics").statusCode()).isEqualTo(401);
    assertThat(http.get("/metrics", keys.with(Scope.GLOBAL, Permission.MODERATE)).statusCode())
        .isEqualTo(403);
    assertThat(http.get("/metrics", keys.with(Scope.GLOBAL, Permission.AUDIT)).statusCode())
        .isEqualTo(200);
    assertThat(http.get("/metrics", keys.with(Scope.tenant(tenant), Permission.AUDIT)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void theAddressOfThePathChangesNothing() throws Exception {
    for (String path : List.of("/%61pi/v1/bans", "/api/v1/%62ans", "//api/v1/bans")) {
      assertThat(http.get(path).statusCode()).as(path).isIn(400, 401);
    }
  }

  private HttpResponse<String> create(String more) throws Exception {
    HttpResponse<String> made =
        post(PATH, "{\"name\":\"k\",\"scopes\":[\"moderate\"]," + more + "}", keys.admin());
    assertThat(made.statusCode()).isEqualTo(201);
    return made;
  }

  private int info(String secret) throws Exception {
    return http.get("/api/v1/info", TestKeys.header(secret)).statusCode();
  }

  private HttpResponse<String> moderate(String secret, String... headers) throws Exception {
    return post(
        "/api/v1/moderate",
        "{\"text\":\"safe keys\"}",
        Stream.concat(Stream.of(TestKeys.header(secret)), Stream.of(headers))
            .toArray(String[]::new));
  }

  private HttpResponse<String> post(String path, String body, String[] headers) throws Exception {
    return http.post(
        path,
        body.getBytes(StandardCharsets.UTF_8),
        Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
            .toArray(String[]::new));
  }
}
