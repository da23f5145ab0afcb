package dev.menshen.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.menshen.server.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of bans in a real browser, in both languages. */
class BansPageTest extends ConsoleServer {
  private final String tenant = "console-" + UUID.randomUUID();

  @ParameterizedTest
  @CsvSource({
    "EN, rule “unsafe”, The ban is lifted. The user may send text again.",
    "ZH, 规则“unsafe”, 封禁已解除，该用户可以继续提交文本。"
  })
  void whoIsBannedForAnUnsafeTextIsSeenAndLiftedAndMaySendTextAgain(
      Language language, String rule, String notice) throws Exception {
    assertThat(moderate("unsafe words")).isEqualTo(200);
    assertThat(moderate("safe words")).isEqualTo(403);
    List<String> errors = new ArrayList<>();
    try (Visitor visitor = Visitor.at(address(""), language)) {
      visitor
          .page()
          .onConsoleMessage(
              message -> {
                if (message.type().equals("error")) {
                  errors.add(message.text());
                }
              });
      visitor.page().navigate(bans());

      assertThat(visitor.find(".site-nav [aria-current]")).hasAttribute("href", "/console/bans");
      Locator row = visitor.find("tbody tr");
      assertThat(row).hasCount(1);
      assertThat(row).containsText(rule);
      assertThat(row.locator("time")).hasCount(2);
      assertThat(Instant.parse(row.locator("time").last().getAttribute("datetime")))
          .isAfter(Instant.now());
      assertThat(row.locator("time").last()).not().containsText("UTC");
      row.locator("[data-lift]").click();
      row.locator("[data-confirm]").click();

      assertThat(visitor.find("[data-notice=lifted]")).hasText(notice);
      assertThat(visitor.find("[data-notice=lifted]")).isFocused();
      assertThat(visitor.find("[data-empty]")).isVisible();
      assertThat(visitor.page()).hasURL(bans());
    }
    assertThat(errors).isEmpty();
    assertThat(moderate("safe words")).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void withoutScriptsABanIsLiftedAfterAQuestionToo(Language language) throws Exception {
    ban("user-7", "spam");
    try (Visitor visitor = Visitor.withoutScripts(address(""), language)) {
      visitor.page().navigate(bans());
      assertThat(visitor.find("tbody time").first()).containsText("UTC");
      assertThat(visitor.find("[data-confirm]")).isHidden();
      visitor.find("[data-lift]").click();
      visitor.find("[data-confirm]").click();

      assertThat(visitor.find("[data-notice=lifted]")).isVisible();
      assertThat(visitor.find("[data-empty]")).isVisible();
    }
  }

  @ParameterizedTest
  @CsvSource({"EN, banned, not banned, Strikes in the last 7 days: 0", "ZH, 封禁中, 未封禁, 最近7天内违规次数：0"})
  void aUserIsLookedUpByIdAndLifted(Language language, String banned, String free, String strikes)
      throws Exception {
    ban("user-7", "spam <i>mail</i>");
    try (Visitor visitor = visitor(language)) {
      lookUp(visitor, "user-7");
      Locator standing = visitor.find("[data-standing]");
      assertThat(standing.locator(".tag")).hasText(banned);
      assertThat(standing).containsText("spam <i>mail</i>");
      assertThat(standing).containsText(strikes);
      assertThat(standing).isFocused();
      assertThat(visitor.page()).hasURL(bans());
      standing.locator("[data-lift]").click();
      standing.locator("[data-confirm]").click();

      assertThat(visitor.find("[data-notice=lifted]")).isVisible();
      lookUp(visitor, "user-7");
      assertThat(visitor.find("[data-standing] .tag")).hasText(free);
      assertThat(visitor.find("[data-standing] [data-lift]")).hasCount(0);
    }
  }

  @Test
  void theKeyboardAloneLooksUpAndLifts() throws Exception {
    ban("user-7", "spam");
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.find("#user").focus();
      visitor.page().keyboard().type("user-7");
      visitor.page().keyboard().press("Enter");
      assertThat(visitor.find("[data-standing]")).isFocused();
      visitor.page().keyboard().press("Tab");
      assertThat(visitor.find("[data-standing] [data-lift]")).isFocused();
      visitor.page().keyboard().press("Enter");
      Locator confirm = visitor.find("[data-standing] [data-confirm]");
      assertThat(confirm).isVisible();
      visitor.page().keyboard().press("Escape");
      assertThat(confirm).isHidden();
      assertThat(visitor.find("[data-standing] [data-lift]")).isFocused();
      visitor.page().keyboard().press("Enter");
      visitor.page().keyboard().press("Tab");
      assertThat(confirm).isFocused();
      visitor.page().keyboard().press("Enter");

      assertThat(visitor.find("[data-notice=lifted]")).isFocused();
    }
  }

  @Test
  void whoeverIsNotSureKeepsTheBan() throws Exception {
    ban("user-7", "spam");
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.find("[data-lift]").click();
      visitor.find("[popovertargetaction=hide]").click();

      assertThat(visitor.find("[data-confirm]")).isHidden();
      visitor.page().reload();
      assertThat(visitor.find("tbody tr")).hasCount(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void hostileIdsAndTenantsAreShownAsTextOrRefusedInASentence(Language language) {
    String hostile = "\"><img src=x onerror=violations.push(1)>${7*7}\u202e'";
    try (Visitor visitor = visitor(language)) {
      lookUp(visitor, hostile);
      assertThat(visitor.find(".standing-user")).hasText(hostile);
      assertThat(visitor.find("#user")).hasValue(hostile);
      lookUp(visitor, "x".repeat(513));
      assertThat(visitor.find("[data-notice=user]")).isFocused();
      visitor.find("#tenant").fill(hostile);
      visitor.find("#tenant").press("Enter");

      assertThat(visitor.find("[data-notice=tenant]")).isVisible();
      assertThat(visitor.find("#tenant")).hasValue(hostile);
      assertThat(visitor.find("#tenant")).hasAttribute("aria-invalid", "true");
      assertThat(visitor.find("#bans img")).hasCount(0);
      assertThat(visitor.find("[data-list]")).hasCount(0);
    }
  }

  @Test
  void theLanguageSwitchStaysWithTheTenant() {
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.find("[name=language][value=zh].language-choice").click();

      assertThat(visitor.find("html")).hasAttribute("lang", "zh-CN");
      assertThat(visitor.page()).hasURL(bans());
    }
  }

  @Test
  void anAnswerThatIsNoPageIsExplainedAndNeverShownAsIs() throws Exception {
    ban("user-7", "spam");
    try (Visitor visitor = visitor(Language.EN)) {
      visitor
          .page()
          .route(
              "**/console/bans/lift",
              route -> route.fulfill(new Route.FulfillOptions().setStatus(502).setBody("raw")));
      visitor.find("[data-lift]").click();
      visitor.find("[data-confirm]").click();
      assertThat(visitor.find("[data-notice=unexpected]")).isFocused();
      assertThat(visitor.find("#bans")).not().containsText("raw");
      assertThat(visitor.find("tbody tr")).hasCount(1);

      visitor.page().route("**/console/bans/lookup", Route::abort);
      lookUp(visitor, "user-7");
      assertThat(visitor.find("[data-notice=gone]")).isVisible();
      assertThat(visitor.find("#user")).hasValue("user-7");
    }
  }

  @ParameterizedTest
  @CsvSource({"EN, LIGHT, 1280", "EN, DARK, 360", "ZH, LIGHT, 360", "ZH, DARK, 1280"})
  void axeFindsNothingAndNothingIsWiderThanTheScreen(
      Language language, ColorScheme scheme, int width) throws Exception {
    String axe = AccessibilityTest.axe();
    moderate("unsafe words");
    ban("another", "w".repeat(200));
    try (Visitor visitor = Visitor.at(address(""), language, width, scheme)) {
      visitor.page().navigate(bans());
      visitor.page().evaluate(axe);
      check(visitor, "the list");
      visitor.find("[data-lift]").first().click();
      check(visitor, "the question");
      visitor.page().keyboard().press("Escape");
      lookUp(visitor, "another");
      check(visitor, "a banned user");
      visitor.find("[data-standing] [data-lift]").click();
      visitor.find("[data-standing] [data-confirm]").click();
      visitor.find("[data-notice=lifted]").waitFor();
      check(visitor, "a lifted ban");
      lookUp(visitor, "i".repeat(300));
      check(visitor, "a user who is not banned");
      visitor.find("[data-lift]").click();
      visitor.find("[data-confirm]").click();
      visitor.find("[data-empty]").waitFor();
      check(visitor, "nobody");
      visitor.page().navigate(address("/console/bans?tenant=No+Name"));
      visitor.page().evaluate(axe);
      check(visitor, "a tenant that is none");
    }
  }

  private static void check(Visitor visitor, String what) {
    assertThat(AccessibilityTest.violations(visitor)).as(what).isEmpty();
    assertThat(
            visitor
                .page()
                .evaluate(
                    "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as(what)
        .isEqualTo(0);
  }

  private Visitor visitor(Language language) {
    Visitor visitor = Visitor.at(address(""), language);
    visitor.page().navigate(bans());
    return visitor;
  }

  /** Looks a user up and waits for what comes of it. */
  private static void lookUp(Visitor visitor, String user) {
    // What was put into the page just now is not htmx's yet.
    visitor.page().waitForFunction("() => !document.querySelector('.htmx-added')");
    visitor.find("#user").fill(user);
    visitor
        .find("#notice > *, [data-standing]")
        .evaluateAll("shown => shown.forEach(one => one.dataset.stale = '')");
    visitor.find("#user").press("Enter");
    visitor.find(":is(#notice > *, [data-standing]):not([data-stale])").waitFor();
  }

  private String bans() {
    return address("/console/bans?tenant=" + tenant);
  }

  private int moderate(String text) throws IOException, InterruptedException {
    return api("/api/v1/moderate", "{\"user\":\"user-7\",\"text\":\"%s\"}".formatted(text))
        .statusCode();
  }

  private void ban(String user, String reason) throws IOException, InterruptedException {
    String body = "{\"user\":\"%s\",\"duration\":\"1h\",\"reason\":\"%s\"}".formatted(user, reason);
    assertThat(api("/api/v1/bans", body).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> api(String path, String body)
      throws IOException, InterruptedException {
    return new Http(URI.create(address("/")).getPort())
        .post(
            path,
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Menshen-Tenant",
            tenant);
  }
}
