package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.menshen.server.FakeGuardConfiguration;
import dev.menshen.server.MenshenApplication;
import dev.menshen.server.RecordedActs;
import dev.menshen.server.access.Actor;
import dev.menshen.server.store.Database;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Logins at another service, against one that signs real tokens. */
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({FakeGuardConfiguration.class, RecordedActs.class})
@DirtiesContext
class OidcLoginTest {
  private static final FakeOidcService SERVICE = new FakeOidcService();

  @LocalServerPort private int port;
  @Autowired private AccountStore accounts;
  @Autowired private People people;
  @Autowired private RecordedActs acts;
  @Autowired private Database database;
  private final String subject = UUID.randomUUID().toString();
  private Browsing browser;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    String prefix = "menshen.access.oidc.";
    registry.add(prefix + "issuer", SERVICE::issuer);
    registry.add(prefix + "client-id", () -> FakeOidcService.CLIENT);
    registry.add(prefix + "client-secret", () -> FakeOidcService.CLIENT_SECRET);
    registry.add(prefix + "label", () -> "Example ID");
    registry.add(prefix + "roles-claim", () -> "access.groups");
    registry.add(prefix + "roles.reviewer", () -> "moderators");
    registry.add(prefix + "roles.policy-editor", () -> "authors,editors");
    registry.add(prefix + "tenant-claim", () -> "org");
  }

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @BeforeEach
  void open() {
    browser = new Browsing(port);
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void whoComesBackFromTheServiceIsLoggedInWithTheRolesAndTheTenantThatItSays() throws Exception {
    SERVICE.is(person("moderators", "editors", "others"));
    assertThat(browser.get("/login?next=/console/bans").body())
        .contains("Log in with Example ID", "/oauth2/authorization/sso?next=/console/bans");

    HttpResponse<String> in = logIn("/console/bans");

    assertThat(location(in)).isEqualTo("/console/bans");
    Account account = accounts.find(SERVICE.issuer(), subject).orElseThrow();
    assertThat(account.name()).isEqualTo("李雷");
    assertThat(account.roles()).containsExactlyInAnyOrder(Role.REVIEWER, Role.POLICY_EDITOR);
    assertThat(account.tenant()).hasValue("acme");
    assertThat(account.password()).isEmpty();
    assertThat(acts.of(account.id())).containsExactly("person.login");
    assertThat(browser.get("/account").body())
        .contains("李雷", "reviewer, policy editor", "acme", SERVICE.issuer())
        .doesNotContain("new-password", "data-codes");
  }

  @Test
  void nothingOfTheServicesTokensIsKept() throws Exception {
    SERVICE.is(person("moderators"));
    logIn("/");

    List<String> attributes =
        database
            .sql(
                """
                select attribute_bytes from web_session_attributes
                join web_session on primary_id = session_primary_id where principal_name = ?
                """)
            .param(accounts.find(SERVICE.issuer(), subject).orElseThrow().id())
            .query((row, number) -> new String(row.getBytes(1)))
            .list();

    assertThat(attributes).isNotEmpty().noneMatch(it -> it.contains("an-access-token"));
    assertThat(attributes).noneMatch(it -> it.contains("code_verifier"));
  }

  @Test
  void whatTheServiceSaysAtTheNextLoginHolds() throws Exception {
    SERVICE.is(person("moderators"));
    logIn("/");
    Account first = accounts.find(SERVICE.issuer(), subject).orElseThrow();
    try (Browsing elsewhere = new Browsing(port)) {
      SERVICE.is(person("authors"));
      logIn(elsewhere, "/");
    }

    Account account = accounts.find(SERVICE.issuer(), subject).orElseThrow();
    assertThat(account.id()).isEqualTo(first.id());
    assertThat(account.roles()).containsExactly(Role.POLICY_EDITOR);
    assertThat(browser.get("/account").statusCode()).as("the session before").isEqualTo(303);
  }

  @Test
  void whoHasNoRoleOrNoTenantOrIsDisabledIsNotLetIn() throws Exception {
    SERVICE.is(person("others"));
    assertThat(location(logIn("/"))).isEqualTo("/login?notice=sso-no-role");
    assertThat(accounts.find(SERVICE.issuer(), subject)).isEmpty();
    assertThat(browser.get("/login?notice=sso-no-role").body()).contains("no role here");

    SERVICE.is(
        Map.of("sub", subject, "org", "Not A Tenant", "access", Map.of("groups", "moderators")));
    assertThat(location(logIn("/"))).isEqualTo("/login?notice=sso-no-role");

    SERVICE.is(person("moderators"));
    assertThat(location(logIn("/"))).isEqualTo("/");
    Account account = accounts.find(SERVICE.issuer(), subject).orElseThrow();
    people.enable(Actor.COMMAND, account, false);
    assertThat(location(logIn("/"))).isEqualTo("/login?notice=sso-no-role");
    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void whoHasLostTheLastRoleIsLoggedOutElsewhere() throws Exception {
    SERVICE.is(person("moderators"));
    logIn("/");
    SERVICE.is(person());
    try (Browsing elsewhere = new Browsing(port)) {
      logIn(elsewhere, "/");
    }

    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @EnumSource(Spoilt.class)
  void aTokenThatIsNotAsItMustBeLetsNobodyIn(Spoilt spoilt) throws Exception {
    SERVICE.is(person("moderators"));
    SERVICE.spoil(spoilt.change);

    assertThat(location(logIn("/"))).isEqualTo("/login?notice=sso-failed");

    assertThat(accounts.find(SERVICE.issuer(), subject)).isEmpty();
    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void aTokenThatSomebodyElseHasSignedLetsNobodyIn() throws Exception {
    SERVICE.is(person("moderators"));
    SERVICE.signWithAnotherKey();

    assertThat(location(logIn("/"))).isEqualTo("/login?notice=sso-failed");
  }

  @Test
  void whoWasNotSentToTheServiceDoesNotComeBackFromIt() throws Exception {
    SERVICE.is(person("moderators"));
    String sent = location(browser.get("/oauth2/authorization/sso"));
    URI back = SERVICE.authorize(sent);
    try (Browsing other = new Browsing(port)) {
      assertThat(location(other.get(back.getRawPath() + "?" + back.getRawQuery())))
          .isEqualTo("/login?notice=sso-failed");
    }
    assertThat(location(browser.get(back.getRawPath() + "?code=x&state=y")))
        .isEqualTo("/login?notice=sso-failed");
  }

  @Test
  void aLoginLeadsToNoOtherServer() throws Exception {
    SERVICE.is(person("moderators"));

    assertThat(location(logIn("//evil.example"))).isEqualTo("/");
  }

  @Test
  void theSessionIsAnotherAfterTheLogin() throws Exception {
    SERVICE.is(person("moderators"));
    String sent = location(browser.get("/oauth2/authorization/sso"));
    String before = browser.cookie("menshen-session");
    URI back = SERVICE.authorize(sent);
    browser.get(back.getRawPath() + "?" + back.getRawQuery());

    assertThat(before).isNotEmpty();
    assertThat(browser.cookie("menshen-session")).isNotEmpty().isNotEqualTo(before);
  }

  private HttpResponse<String> logIn(String next) throws Exception {
    return logIn(browser, next);
  }

  private static HttpResponse<String> logIn(Browsing browser, String next) throws Exception {
    HttpResponse<String> away = browser.get("/oauth2/authorization/sso?next=" + next);
    String sent = away.headers().firstValue("Location").orElseThrow();
    assertThat(sent)
        .startsWith(SERVICE.issuer() + "/authorize?")
        .contains("code_challenge_method=S256", "nonce=", "state=");
    URI back = SERVICE.authorize(sent);
    return browser.get(back.getRawPath() + "?" + back.getRawQuery());
  }

  private Map<String, Object> person(String... groups) {
    return Map.of(
        "sub",
        subject,
        "preferred_username",
        "李雷",
        "org",
        "acme",
        "access",
        Map.of("groups", List.of(groups)));
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(it -> it.replaceFirst("^http://(127\\.0\\.0\\.1|localhost):[0-9]+/(?!authorize)", "/"))
        .orElse("");
  }

  /** What can be wrong with a token. */
  private enum Spoilt {
    NONCE(claims -> claims.claim("nonce", "another")),
    NO_NONCE(claims -> claims.claim("nonce", null)),
    AUDIENCE(claims -> claims.audience("another client")),
    ISSUER(claims -> claims.issuer("https://another.example")),
    EXPIRED(
        claims ->
            claims
                .issueTime(Date.from(Instant.now().minusSeconds(7200)))
                .expirationTime(Date.from(Instant.now().minusSeconds(3600)))),
    NO_SUBJECT(claims -> claims.subject(null));

    private final UnaryOperator<JWTClaimsSet.Builder> change;

    Spoilt(UnaryOperator<JWTClaimsSet.Builder> change) {
      this.change = change;
    }
  }
}
