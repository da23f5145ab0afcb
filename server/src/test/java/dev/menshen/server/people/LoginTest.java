package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.PeopleServerTest;
import dev.menshen.server.RecordedActs;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Openness;
import dev.menshen.server.store.Database;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Logins and what comes after them, over HTTP. */
@PeopleServerTest
@ExtendWith(OutputCaptureExtension.class)
class LoginTest {
  private static final String PASSWORD = "purple kites over the bridge";
  private static final Pattern SECRET = Pattern.compile("data-secret>([A-Z2-7 ]+)<");
  private static final Pattern RECOVERY = Pattern.compile("data-recovery-code>([A-Z2-7-]+)<");

  @LocalServerPort private int port;
  @Autowired private People people;
  @Autowired private AccountStore accounts;
  @Autowired private Openness openness;
  @Autowired private RecordedActs acts;
  @Autowired private Database database;
  private final String name = "alice-" + UUID.randomUUID();
  private Browsing browser;
  private Account account;

  @BeforeEach
  void makeAnAccount() {
    browser = new Browsing(port);
    account = account(name, Role.ADMIN);
    openness.look();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void whoHasNotLoggedInIsLedToTheLoginAndBackToWhereTheyWantedToGo() throws Exception {
    HttpResponse<String> refused = browser.get("/console/bans?tenant=acme");
    assertThat(refused.statusCode()).isEqualTo(303);
    assertThat(location(refused)).isEqualTo("/login?next=%2Fconsole%2Fbans%3Ftenant%3Dacme");

    HttpResponse<String> page = browser.follow(refused);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.body()).contains("value=\"/console/bans?tenant=acme\"").doesNotContain(name);
    HttpResponse<String> in =
        browser.post(
            "/login", "name", name, "password", PASSWORD, "next", "/console/bans?tenant=acme");

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(location(in)).isEqualTo("/console/bans?tenant=acme");
    HttpResponse<String> bans = browser.follow(in);
    assertThat(bans.statusCode()).isEqualTo(200);
    assertThat(bans.body()).contains(name, "Log out", "href=\"/account\"");
    assertThat(acts.of(account.id())).containsExactly("person.create", "person.login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example"})
  void aLoginLeadsToNoOtherServer(String next) throws Exception {
    HttpResponse<String> page =
        browser.get("/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
    assertThat(page.body()).doesNotContain("evil.example");

    HttpResponse<String> in =
        browser.post("/login", "name", name, "password", PASSWORD, "next", next);

    assertThat(location(in)).isEqualTo("/");
  }

  @Test
  void aPartOfAPageThatIsAskedForWithoutALoginLeavesThePage() throws Exception {
    HttpResponse<String> answer =
        browser.get(
            "/console/bans",
            "HX-Request",
            "true",
            "HX-Current-URL",
            "http://127.0.0.1/console/bans?tenant=acme");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect"))
        .hasValue("/login?next=%2Fconsole%2Fbans%3Ftenant%3Dacme");
  }

  @Test
  void programsAreToldAndNotLed() throws Exception {
    HttpResponse<String> answer = browser.send("POST", "/api/v1/moderate", "{}");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void anUnknownNameADisabledAccountAndAWrongPasswordAreAnsweredAlike() throws Exception {
    Account disabled = account("bob-" + UUID.randomUUID(), Role.ADMIN);
    people.enable(Actor.COMMAND, disabled, false);

    String wrong = refusal(name, "not the password at all");
    assertThat(wrong).contains("data-notice=\"wrong\"");
    assertThat(refusal("nobody-" + UUID.randomUUID(), PASSWORD)).isEqualTo(wrong);
    assertThat(refusal(disabled.name(), PASSWORD)).isEqualTo(wrong);
    assertThat(refusal("", "")).isEqualTo(wrong);
    assertThat(refusal("a\u0000b", "\u0000")).isEqualTo(wrong);
    assertThat(acts.of(account.id())).containsExactly("person.create", "person.login-failed");
    assertThat(acts.of("unknown")).contains("person.login-failed");
  }

  @Test
  void theNameIsFoundHoweverItIsWritten() throws Exception {
    assertThat(browser.logIn(" " + name.toUpperCase() + " ", PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void afterFiveFailuresAnAttemptHasToWaitAndThePasswordIsNotLookedAt() throws Exception {
    for (int failure = 0; failure < 5; failure++) {
      assertThat(browser.logIn(name, "wrong").statusCode()).isEqualTo(401);
    }

    HttpResponse<String> answer = browser.logIn(name, PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.body()).contains("Wait 1 s, then try again.");
    assertThat(acts.of(account.id())).hasSize(6).doesNotContain("person.login");
  }

  @Test
  void aLoginGetsANewSessionAndANewTokenWhateverTheBrowserBrought() throws Exception {
    browser.setCookie("menshen-session", "planted");
    browser.logIn(name, PASSWORD);
    String first = browser.cookie("menshen-session");
    String firstToken = browser.cookie("menshen-token");
    assertThat(first).isNotEqualTo("planted").contains(".");

    browser.get("/account");
    browser.post("/logout");
    browser.logIn(name, PASSWORD);

    assertThat(browser.cookie("menshen-session")).isNotEqualTo(first).contains(".");
    assertThat(browser.cookie("menshen-token")).isNotEqualTo(firstToken);
  }

  @Test
  void theSessionsIdAloneAsItIsInTheDatabaseLetsNobodyIn() throws Exception {
    browser.logIn(name, PASSWORD);
    String id =
        database
            .sql("select session_id from web_session where principal_name = ?")
            .param(account.id())
            .query(String.class)
            .single();
    try (Browsing thief = new Browsing(port)) {
      thief.setCookie("menshen-session", id);
      assertThat(thief.get("/account").statusCode()).isEqualTo(303);
      thief.setCookie("menshen-session", browser.cookie("menshen-session"));
      assertThat(thief.get("/account").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void afterALogoutTheCookieIsWorthNothing() throws Exception {
    browser.logIn(name, PASSWORD);
    browser.get("/account");
    String cookie = browser.cookie("menshen-session");

    HttpResponse<String> out = browser.post("/logout");

    assertThat(location(out)).isEqualTo("/login?notice=out");
    assertThat(browser.follow(out).body()).contains("You are logged out.");
    browser.setCookie("menshen-session", cookie);
    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    assertThat(acts.of(account.id())).endsWith("person.logout");
  }

  @ParameterizedTest
  @CsvSource({
    "/login, 'name=x&password=y'",
    "/logout, ''",
    "/account/password, 'password=x&new-password=y'",
    "/account/sessions/end, ''",
    "/console/bans/lift, 'tenant=default&subject=x'",
    "/console/language, 'language=zh'",
    "/console/moderate, 'text=x'"
  })
  void aFormWithoutTheTokenIsRefused(String path, String form) throws Exception {
    browser.logIn(name, PASSWORD);
    String[] fields = form.isEmpty() ? new String[0] : form.split("[=&]");

    assertThat(browser.postWithout(path, fields).statusCode()).isEqualTo(403);
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    assertThat(acts.of(account.id())).containsExactly("person.create", "person.login");
  }

  @Test
  void theApiTakesASessionsChangesWithTheTokenAlone() throws Exception {
    browser.logIn(name, PASSWORD);
    browser.get("/account");
    String body = "{\"text\": \"safe\"}";

    assertThat(browser.send("GET", "/api/v1/bans", "", "Accept", "*/*").statusCode())
        .isEqualTo(200);
    assertThat(browser.send("POST", "/api/v1/moderate", body, "Accept", "*/*").statusCode())
        .isEqualTo(403);
    assertThat(
            browser
                .send(
                    "POST",
                    "/api/v1/moderate",
                    body,
                    "Accept",
                    "*/*",
                    "X-XSRF-TOKEN",
                    browser.token())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aRequestWithAKeyReadsAndMakesNoSession() throws Exception {
    browser.logIn(name, PASSWORD);

    HttpResponse<String> answer =
        browser.send(
            "GET", "/api/v1/bans", "", "Accept", "*/*", "Authorization", "Bearer no-key-at-all");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aChangeOfRolesAnEndOfTheAccountAndASignOutEndItsSessions() throws Exception {
    for (Runnable change :
        List.<Runnable>of(
            () ->
                people.changeRoles(Actor.COMMAND, current(), Set.of(Role.ADMIN), Optional.empty()),
            () -> people.signOut(Actor.COMMAND, current()),
            () -> people.resetPassword(Actor.COMMAND, current(), Optional.of(PASSWORD)),
            () -> people.enable(Actor.COMMAND, current(), false))) {
      assertThat(browser.logIn(name, PASSWORD).statusCode()).isEqualTo(303);
      assertThat(browser.get("/account").statusCode()).isEqualTo(200);

      change.run();

      assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    }
    assertThat(browser.logIn(name, PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWhenItIsTooOldHoweverMuchIsDoneInIt() throws Exception {
    browser.logIn(name, PASSWORD);
    database
        .sql("update web_session set creation_time = creation_time - ? where principal_name = ?")
        .params(12 * 3600 * 1000, account.id())
        .update();

    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void aSessionEndsAfterHalfAnHourInWhichNothingIsDone() throws Exception {
    browser.logIn(name, PASSWORD);
    database
        .sql(
            "update web_session set last_access_time = last_access_time - ? where principal_name = ?")
        .params(30 * 60 * 1000, account.id())
        .update();

    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void whoMayNotSeeAPageIsToldSoInAPage() throws Exception {
    Account auditor = account("bob-" + UUID.randomUUID(), Role.AUDITOR);

    HttpResponse<String> in = browser.logIn(auditor.name(), PASSWORD);

    assertThat(location(in)).isEqualTo("/account");
    HttpResponse<String> page = browser.get("/console/bans");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("You may not see this page", auditor.name());
  }

  @Test
  void aPasswordIsChangedWithThePresentOneAndEndsAllOtherSessions() throws Exception {
    browser.logIn(name, PASSWORD);
    try (Browsing elsewhere = new Browsing(port)) {
      elsewhere.logIn(name, PASSWORD);
      browser.get("/account");

      assertThat(change("wrong", "a bulbous teapot quartz")).contains("data-notice=\"wrong\"");
      assertThat(change(PASSWORD, "short")).contains("data-notice=\"short\"", "at least 12");
      assertThat(change(PASSWORD, "passwordpassword")).contains("data-notice=\"easy\"");
      assertThat(change(PASSWORD, "a bulbous teapot quartz"))
          .contains("data-notice=\"password-changed\"");

      assertThat(browser.get("/account").statusCode()).isEqualTo(200);
      assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
      assertThat(elsewhere.logIn(name, PASSWORD).statusCode()).isEqualTo(401);
      assertThat(elsewhere.logIn(name, "a bulbous teapot quartz").statusCode()).isEqualTo(303);
    }
    assertThat(acts.of(account.id())).contains("person.change-password");
  }

  @Test
  void whoLogsOutEverywhereIsLoggedOutEverywhere() throws Exception {
    browser.logIn(name, PASSWORD);
    try (Browsing elsewhere = new Browsing(port)) {
      elsewhere.logIn(name, PASSWORD);
      String page = browser.get("/account").body();
      assertThat(page.split("class=\"session-browser\"", -1)).hasSize(3);
      assertThat(page).contains("Firefox, Linux");

      HttpResponse<String> out = browser.post("/account/sessions/end");

      assertThat(location(out)).isEqualTo("/login?notice=out-everywhere");
      assertThat(browser.get("/account").statusCode()).isEqualTo(303);
      assertThat(elsewhere.get("/account").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void withASecondFactorAPasswordAloneLetsNobodyIn() throws Exception {
    String secret = enrol();
    browser.get("/account");
    browser.post("/logout");

    HttpResponse<String> half = browser.logIn(name, PASSWORD);
    assertThat(location(half)).isEqualTo("/login/code");
    assertThat(browser.get("/account").statusCode()).isEqualTo(303);
    assertThat(browser.get("/login/code").statusCode()).isEqualTo(200);
    HttpResponse<String> wrong = browser.post("/login/code", "code", "000000");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("data-notice=\"wrong-code\"");

    // The code of the next step, as the one of now was used for the confirmation.
    HttpResponse<String> in =
        browser.post("/login/code", "code", Codes.now(secret, Instant.now().plusSeconds(30)));

    assertThat(location(in)).isEqualTo("/");
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    assertThat(acts.of(account.id()))
        .containsSubsequence("person.enrol-second-factor", "person.login-failed", "person.login");
  }

  @Test
  void aRecoveryCodeLetsInOnce() throws Exception {
    browser.logIn(name, PASSWORD);
    String code = recoveryCode(enrolPage());
    browser.get("/account");
    browser.post("/logout");
    browser.logIn(name, PASSWORD);
    browser.get("/login/code");

    assertThat(browser.post("/login/code", "code", code).statusCode()).isEqualTo(303);
    assertThat(browser.get("/account").body()).contains("Recovery codes left: 9");
    browser.post("/logout");
    browser.logIn(name, PASSWORD);
    browser.get("/login/code");
    assertThat(browser.post("/login/code", "code", code).statusCode()).isEqualTo(401);
  }

  @Test
  void codesThatAreGuessedAreSlowedDown() throws Exception {
    enrol();
    browser.get("/account");
    browser.post("/logout");
    browser.logIn(name, PASSWORD);
    browser.get("/login/code");
    for (int failure = 0; failure < 5; failure++) {
      assertThat(browser.post("/login/code", "code", "00000" + failure).statusCode())
          .isEqualTo(401);
    }

    assertThat(browser.post("/login/code", "code", "000009").statusCode()).isEqualTo(429);
  }

  @Test
  void aSecondFactorIsTakenAwayWithThePasswordAndByAnAdministrator() throws Exception {
    enrol();
    browser.get("/account");
    assertThat(browser.post("/account/second-factor/end", "password", "wrong").body())
        .contains("data-notice=\"wrong\"");
    assertThat(browser.post("/account/second-factor/end", "password", PASSWORD).body())
        .contains("data-notice=\"codes-off\"");
    assertThat(current().secondFactor()).isEmpty();
    enrolPage();
    assertThat(current().secondFactor()).isPresent();

    people.resetSecondFactor(Actor.COMMAND, current());

    assertThat(location(browser.logIn(name, PASSWORD))).isEqualTo("/");
  }

  @Test
  void whoseRoleNeedsASecondFactorCanDoNothingButSetItUp() throws Exception {
    Account editor = account("bob-" + UUID.randomUUID(), Role.POLICY_EDITOR);

    assertThat(location(browser.logIn(editor.name(), PASSWORD))).isEqualTo("/account");
    assertThat(browser.get("/account").body()).contains("data-notice=\"codes-missing\"");
    assertThat(browser.get("/").statusCode()).isEqualTo(403);
    enrolPage();

    assertThat(browser.get("/").statusCode()).isEqualTo(200);
    browser.get("/account");
    assertThat(browser.post("/account/second-factor/end", "password", PASSWORD).body())
        .contains("data-notice=\"codes-required\"");
    assertThat(accounts.find(editor.id()).orElseThrow().secondFactor()).isPresent();
  }

  @Test
  void noPasswordAndNoSecretReachesTheLogOrTheDatabase(CapturedOutput output) throws Exception {
    String secret = enrol().replace(" ", "");
    browser.get("/account");
    change("pineapple-wrong", "pineapple-new-password");
    browser.logIn("pineapple-as-a-name", "pineapple-as-a-password");

    assertThat(output.toString()).doesNotContain("pineapple", PASSWORD, secret);
    assertThat(acts.all().toString()).doesNotContain("pineapple", PASSWORD, secret);
    assertThat(accounts.find(account.id()).orElseThrow().toString()).doesNotContain("argon2");
    assertThat(current().password().orElseThrow()).startsWith("$argon2id$");
    assertThat(current().secondFactor().orElseThrow()).doesNotContain(secret);
  }

  private String change(String present, String next) throws Exception {
    return browser.post("/account/password", "password", present, "new-password", next).body();
  }

  private String refusal(String typedName, String password) throws Exception {
    HttpResponse<String> answer = browser.logIn(typedName, password);
    assertThat(answer.statusCode()).isEqualTo(401);
    return answer.body().replace(browser.token(), "token").replaceAll("value=\"[^\"]{40,}\"", "");
  }

  /** Logs in, sets the second factor up, and says its secret. */
  private String enrol() throws Exception {
    browser.logIn(name, PASSWORD);
    browser.get("/account");
    browser.post("/account/second-factor/begin", "password", PASSWORD);
    String page = browser.get("/account/second-factor").body();
    String secret = found(SECRET, page);
    assertThat(browser.post("/account/second-factor", "code", "000000").body())
        .contains("data-notice=\"wrong-code\"");
    assertThat(
            browser.post("/account/second-factor", "code", Codes.now(secret, Instant.now())).body())
        .contains("data-recovery-code");
    return secret;
  }

  private String enrolPage() throws Exception {
    browser.get("/account");
    browser.post("/account/second-factor/begin", "password", PASSWORD);
    String secret = found(SECRET, browser.get("/account/second-factor").body());
    return browser.post("/account/second-factor", "code", Codes.now(secret, Instant.now())).body();
  }

  private static String recoveryCode(String page) {
    return found(RECOVERY, page);
  }

  private static String found(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    assertThat(matcher.find()).as(page).isTrue();
    return matcher.group(1);
  }

  private Account account(String accountName, Role role) {
    return people
        .create(Actor.COMMAND, accountName, Optional.empty(), Set.of(role), Optional.of(PASSWORD))
        .account();
  }

  private Account current() {
    return accounts.find(account.id()).orElseThrow();
  }

  private static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .map(it -> it.replaceFirst("^http://[^/]+", ""))
        .orElse("");
  }
}
