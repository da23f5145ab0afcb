package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.PeopleServerTest;
import dev.menshen.server.RecordedActs;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Openness;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What administrators do with accounts through the API. */
@PeopleServerTest
class PeopleControllerTest {
  private static final String PASSWORD = "purple kites over the bridge";

  @LocalServerPort private int port;
  @Autowired private People people;
  @Autowired private AccountStore accounts;
  @Autowired private Openness openness;
  @Autowired private RecordedActs acts;
  private final String unique = UUID.randomUUID().toString();
  private Browsing admin;
  private Account account;

  @BeforeEach
  void logIn() throws Exception {
    account = account("admin-" + unique, Role.ADMIN, Optional.empty());
    openness.look();
    admin = browsing(account);
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void aPersonIsMadeWithAPasswordThatIsToldOnceAndLogsIn() throws Exception {
    HttpResponse<String> answer =
        send("POST", "", "{\"name\": \"Bob-%s\", \"roles\": [\"reviewer\"], \"tenant\": \"acme\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode person = Http.json(answer).get("person");
    assertThat(person.get("name").stringValue()).isEqualTo("bob-" + unique);
    assertThat(person.get("tenant").stringValue()).isEqualTo("acme");
    assertThat(person.get("roles").toString()).isEqualTo("[\"reviewer\"]");
    assertThat(person.get("issuer").isNull()).isTrue();
    assertThat(acts.of(person.get("id").stringValue())).containsExactly("person.create");
    try (Browsing bob = new Browsing(port)) {
      String password = Http.json(answer).get("password").stringValue();
      assertThat(bob.logIn("bob-" + unique, password).statusCode()).isEqualTo(303);
      assertThat(bob.send("GET", "/api/v1/people", "").statusCode()).isEqualTo(403);
    }
    assertThat(send("GET", "", "").body()).doesNotContain("password", "argon2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"roles": ["admin"]}                                        | name
          {"name": "", "roles": ["admin"]}                            | name
          {"name": "a b", "roles": ["admin"]}                         | name
          {"name": "admin-%s", "roles": ["admin"]}                    | name
          {"name": "x-%s"}                                            | roles
          {"name": "x-%s", "roles": []}                               | roles
          {"name": "x-%s", "roles": "admin"}                          | roles
          {"name": "x-%s", "roles": ["king"]}                         | roles[0]
          {"name": "x-%s", "roles": ["admin"], "tenant": "A B"}       | tenant
          {"name": "x-%s", "roles": ["admin"], "password": "x"}       | password
          """)
  void whatIsWrongWithANewPersonIsToldWithItsPlace(String body, String param) throws Exception {
    HttpResponse<String> answer = send("POST", "", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Http.json(answer).get("param").stringValue()).isEqualTo(param);
  }

  @Test
  void rolesAndWhetherSomebodyMayLogInAreChanged() throws Exception {
    Account bob = account("bob-" + unique, Role.REVIEWER, Optional.of("acme"));

    HttpResponse<String> answer =
        send("PATCH", "/" + bob.id(), "{\"roles\": [\"auditor\"], \"enabled\": false}");

    assertThat(answer.statusCode()).isEqualTo(200);
    Account changed = accounts.find(bob.id()).orElseThrow();
    assertThat(changed.roles()).containsExactly(Role.AUDITOR);
    assertThat(changed.tenant()).hasValue("acme");
    assertThat(changed.enabled()).isFalse();
    assertThat(changed.epoch()).isEqualTo(2);
    assertThat(acts.of(bob.id()))
        .containsExactly("person.create", "person.change-roles", "person.disable");
  }

  @Test
  void nobodyTakesTheirOwnRightsAway() throws Exception {
    assertThat(send("PATCH", "/" + account.id(), "{\"enabled\": false}").statusCode())
        .isEqualTo(400);
    assertThat(send("PATCH", "/" + account.id(), "{\"roles\": [\"auditor\"]}").statusCode())
        .isEqualTo(400);
    assertThat(accounts.find(account.id()).orElseThrow().roles()).containsExactly(Role.ADMIN);
  }

  @Test
  void aPasswordAndASecondFactorAreResetAndSomebodyIsSignedOut() throws Exception {
    Account bob = account("bob-" + unique, Role.REVIEWER, Optional.empty());

    HttpResponse<String> reset = send("POST", "/" + bob.id() + "/password", "");
    assertThat(reset.statusCode()).isEqualTo(200);
    String password = Http.json(reset).get("password").stringValue();
    try (Browsing browser = new Browsing(port)) {
      assertThat(browser.logIn(bob.name(), PASSWORD).statusCode()).isEqualTo(401);
      assertThat(browser.logIn(bob.name(), password).statusCode()).isEqualTo(303);
      assertThat(send("DELETE", "/" + bob.id() + "/sessions", "").statusCode()).isEqualTo(204);
      assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    }
    assertThat(send("DELETE", "/" + bob.id() + "/second-factor", "").statusCode()).isEqualTo(204);
    assertThat(acts.of(bob.id()))
        .contains("person.reset-password", "person.sign-out", "person.reset-second-factor");
  }

  @Test
  void whoIsNotThereIsNotFound() throws Exception {
    assertThat(send("PATCH", "/none", "{}").statusCode()).isEqualTo(404);
    assertThat(send("PATCH", "/admin-" + unique, "{}").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/none/password", "").statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/none/sessions", "").statusCode()).isEqualTo(404);
  }

  @Test
  void anAdministratorOfATenantSeesAndMakesItsPeopleAlone() throws Exception {
    String tenant = "t-" + unique;
    Account bob = account("bob-" + unique, Role.ADMIN, Optional.of(tenant));
    Account carol = account("carol-" + unique, Role.REVIEWER, Optional.of(tenant));
    try (Browsing browser = browsing(bob)) {
      JsonNode listed = Http.json(send(browser, "GET", "", ""));
      assertThat(listed.get("people").size()).isEqualTo(2);
      assertThat(send(browser, "DELETE", "/" + account.id() + "/sessions", "").statusCode())
          .isEqualTo(404);
      assertThat(send(browser, "DELETE", "/" + carol.id() + "/sessions", "").statusCode())
          .isEqualTo(204);
      String draft = "{\"name\": \"dave-%s\", \"roles\": [\"admin\"], \"tenant\": \"other\"}";
      assertThat(send(browser, "POST", "", draft).statusCode()).isEqualTo(404);
      JsonNode made =
          Http.json(send(browser, "POST", "", "{\"name\": \"dave-%s\", \"roles\": [\"admin\"]}"));
      assertThat(made.get("person").get("tenant").stringValue()).isEqualTo(tenant);
    }
  }

  @Test
  void peopleComeInPagesThatTogetherHoldEachOnce() throws Exception {
    String tenant = "t-" + unique;
    Account bob = account("a-" + unique, Role.ADMIN, Optional.of(tenant));
    account("b-" + unique, Role.ADMIN, Optional.of(tenant));
    account("c-" + unique, Role.ADMIN, Optional.of(tenant));
    try (Browsing browser = browsing(bob)) {
      JsonNode first = Http.json(send(browser, "GET", "?limit=2", ""));
      String next = first.get("next").stringValue();
      JsonNode last = Http.json(send(browser, "GET", "?limit=2&cursor=" + next, ""));

      assertThat(first.get("people").size()).isEqualTo(2);
      assertThat(last.get("people").size()).isEqualTo(1);
      assertThat(last.get("next").isNull()).isTrue();
      assertThat(last.get("people").get(0).get("name").stringValue()).isEqualTo("c-" + unique);
      assertThat(send(browser, "GET", "?cursor=none", "").statusCode()).isEqualTo(400);
      assertThat(send(browser, "GET", "?limit=0", "").statusCode()).isEqualTo(400);
    }
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(admin, method, path, body);
  }

  private HttpResponse<String> send(Browsing browser, String method, String path, String body)
      throws Exception {
    return browser.send(
        method,
        "/api/v1/people" + path,
        body.replace("%s", unique),
        "Accept",
        "*/*",
        "X-XSRF-TOKEN",
        browser.token());
  }

  private Browsing browsing(Account who) throws Exception {
    Browsing browser = new Browsing(port);
    assertThat(browser.logIn(who.name(), PASSWORD).statusCode()).isEqualTo(303);
    browser.get("/account");
    return browser;
  }

  private Account account(String name, Role role, Optional<String> tenant) {
    return people
        .create(Actor.COMMAND, name, tenant, Set.of(role), Optional.of(PASSWORD))
        .account();
  }
}
