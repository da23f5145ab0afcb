package dev.menshen.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.menshen.server.PeopleServerTest;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Openness;
import dev.menshen.server.people.Codes;
import dev.menshen.server.people.People;
import dev.menshen.server.people.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of logins and accounts in a real browser, in both languages. */
@PeopleServerTest
class PeoplePageTest {
  private static final String PASSWORD = "purple kites over the bridge";

  @LocalServerPort private int port;
  @Autowired private People people;
  @Autowired private Openness openness;
  private final String name = "alice-" + UUID.randomUUID();

  @BeforeEach
  void makeAnAccount() {
    people.create(
        Actor.COMMAND,
        name,
        Optional.empty(),
        Set.of(Role.REVIEWER, Role.ADMIN),
        Optional.of(PASSWORD));
    openness.look();
  }

  @ParameterizedTest
  @CsvSource({"EN, Log in, You are logged out.", "ZH, 登录, 已退出登录。"})
  void whoWantsToSeeAPageLogsInSeesItAndLogsOut(Language language, String heading, String out) {
    try (Visitor visitor = Visitor.at(origin(), language)) {
      visitor.page().navigate(origin() + "/console/bans?tenant=acme");
      assertThat(visitor.find("h1")).hasText(heading);
      assertThat(visitor.find(".visitor")).hasCount(0);
      logIn(visitor);

      assertThat(visitor.page()).hasURL(origin() + "/console/bans?tenant=acme");
      assertThat(visitor.find(".visitor-name")).hasText(name);
      visitor.find(".visitor button").click();

      assertThat(visitor.find("[data-notice=out]")).hasText(out);
      visitor.page().navigate(origin() + "/console/bans");
      assertThat(visitor.find("h1")).hasText(heading);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void withoutScriptsItIsTheSame(Language language) {
    try (Visitor visitor = Visitor.withoutScripts(origin(), language)) {
      logIn(visitor);
      assertThat(visitor.find(".visitor-name")).hasText(name);
      visitor.page().navigate(origin() + "/account");
      assertThat(visitor.find(".sessions li")).hasCount(1);
      assertThat(visitor.find(".sessions time").first()).containsText("UTC");
      visitor.find(".visitor button").click();

      assertThat(visitor.find("[data-notice=out]")).isVisible();
    }
  }

  @Test
  void theLanguageIsChosenBeforeTheLoginAndTheWayBackIsKept() {
    try (Visitor visitor = Visitor.at(origin(), Language.EN)) {
      visitor.page().navigate(origin() + "/console/bans?tenant=acme");
      visitor.find("[data-language-switch] [value=zh]").click();
      assertThat(visitor.find("h1")).hasText("登录");
      logIn(visitor);

      assertThat(visitor.page()).hasURL(origin() + "/console/bans?tenant=acme");
      assertThat(visitor.find("h1")).hasText("封禁");
    }
  }

  @Test
  void whatIsDoneOnTheOtherPagesIsDoneWithTheToken() {
    try (Visitor visitor = Visitor.at(origin(), Language.EN)) {
      logIn(visitor);
      visitor.submit("unsafe");
      assertThat(visitor.verdict("unsafe")).isVisible();

      visitor.page().navigate(origin() + "/console/bans");
      visitor.find("#user").fill("user-7");
      visitor.find("#user").press("Enter");
      assertThat(visitor.find("[data-standing]")).isVisible();
    }
  }

  @Test
  void aFormOfASessionThatHasEndedLeadsToTheLogin() {
    try (Visitor visitor = Visitor.at(origin(), Language.EN)) {
      logIn(visitor);
      visitor.page().navigate(origin() + "/console/bans");
      people.signOut(Actor.COMMAND, people.find(Actor.COMMAND, name).orElseThrow());
      visitor.find("#user").fill("user-7");
      visitor.find("#user").press("Enter");

      assertThat(visitor.find("h1")).hasText("Log in");
      logIn(visitor);
      assertThat(visitor.page()).hasURL(origin() + "/console/bans");
    }
  }

  @Test
  void thePasswordIsChanged() {
    try (Visitor visitor = Visitor.at(origin(), Language.EN)) {
      logIn(visitor);
      visitor.find(".visitor-name").click();
      assertThat(visitor.find("h1")).hasText("Your account");
      visitor.find("#present").fill(PASSWORD);
      visitor.find("#new-password").fill("a bulbous teapot quartz");
      visitor.find("#new-password").press("Enter");

      assertThat(visitor.find("[data-notice=password-changed]")).isVisible();
      assertThat(visitor.find(".visitor-name")).hasText(name);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theSecondFactorIsSetUpAndAskedFor(Language language) {
    try (Visitor visitor = Visitor.at(origin(), language)) {
      logIn(visitor);
      visitor.page().navigate(origin() + "/account");
      visitor.find("#codes-password").fill(PASSWORD);
      visitor.find("[data-codes] button").click();
      assertThat(visitor.find("svg.qr")).isVisible();
      String secret = visitor.find("[data-secret]").textContent();
      visitor.find("#code").fill(Codes.now(secret, Instant.now()));
      visitor.find("#code").press("Enter");
      assertThat(visitor.find("[data-recovery-code]")).hasCount(10);
      visitor.find(".visitor button").click();

      logIn(visitor);
      assertThat(visitor.find("#code")).isFocused();
      visitor.find("#code").fill(Codes.now(secret, Instant.now().plusSeconds(30)));
      visitor.find("#code").press("Enter");

      assertThat(visitor.find(".visitor-name")).hasText(name);
    }
  }

  @ParameterizedTest
  @CsvSource({"EN, LIGHT, 1280", "EN, DARK, 360", "ZH, LIGHT, 360", "ZH, DARK, 1280"})
  void axeFindsNothingAndNothingIsWiderThanTheScreen(
      Language language, ColorScheme scheme, int width) throws Exception {
    try (Visitor visitor = Visitor.at(origin(), language, width, scheme)) {
      visitor.page().navigate(origin() + "/login?next=/account");
      check(visitor, "login", language, scheme);
      visitor.find("#name").fill("nobody");
      visitor.find("#password").fill("wrong");
      visitor.find("#password").press("Enter");
      assertThat(visitor.find("[data-notice=wrong]")).isVisible();
      check(visitor, "login-wrong", language, scheme);
      logIn(visitor);
      assertThat(visitor.page()).hasURL(origin() + "/account");
      check(visitor, "account", language, scheme);
      visitor.find("#codes-password").fill(PASSWORD);
      visitor.find("[data-codes] button").click();
      check(visitor, "codes", language, scheme);
      String secret = visitor.find("[data-secret]").textContent();
      visitor.find("#code").fill(Codes.now(secret, Instant.now()));
      visitor.find("#code").press("Enter");
      check(visitor, "recovery", language, scheme);
      visitor.page().navigate(origin() + "/account");
      check(visitor, "account-codes", language, scheme);
      visitor.find(".visitor button").click();
      logIn(visitor);
      check(visitor, "login-code", language, scheme);
    }
  }

  @ParameterizedTest
  @CsvSource({"EN, DARK, 360, You may not see this page", "ZH, LIGHT, 1280, 没有访问权限"})
  void whoMayNotSeeAPageIsToldSo(Language language, ColorScheme scheme, int width, String title)
      throws Exception {
    people.changeRoles(
        Actor.COMMAND,
        people.find(Actor.COMMAND, name).orElseThrow(),
        Set.of(Role.AUDITOR),
        Optional.empty());
    try (Visitor visitor = Visitor.at(origin(), language, width, scheme)) {
      logIn(visitor);
      visitor.page().navigate(origin() + "/console/bans");

      assertThat(visitor.find("h1")).hasText(title);
      check(visitor, "forbidden", language, scheme);
    }
  }

  private static void check(Visitor visitor, String what, Language language, ColorScheme scheme)
      throws Exception {
    String pictures = System.getenv("MENSHEN_PICTURES");
    if (pictures != null) {
      visitor
          .page()
          .screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(true)
                  .setPath(Path.of(pictures, "%s-%s-%s.png".formatted(what, language, scheme))));
    }
    visitor.page().evaluate(AccessibilityTest.axe());
    assertThat(AccessibilityTest.violations(visitor)).as(what).isEmpty();
    Object fits =
        visitor
            .page()
            .evaluate(
                "document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    assertThat(fits).as("width of " + what).isEqualTo(true);
  }

  private void logIn(Visitor visitor) {
    Locator user = visitor.find("#name");
    user.fill(name);
    visitor.find("#password").fill(PASSWORD);
    visitor.find(".login-form button").click();
    visitor.page().waitForLoadState();
  }

  private String origin() {
    return "http://127.0.0.1:" + port;
  }
}
