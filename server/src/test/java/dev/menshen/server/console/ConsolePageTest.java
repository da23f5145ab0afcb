package dev.menshen.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real browser, in both languages. */
class ConsolePageTest extends ConsoleServer {
  private static final String MODERATE = "**/console/moderate";

  @ParameterizedTest
  @CsvSource({
    "EN, safe, safe, Safe",
    "EN, controversial, controversial, Controversial",
    "EN, unsafe, unsafe, Unsafe",
    "EN, unsupported, not-scanned, Not scanned",
    "EN, overloaded, not-scanned, Not scanned",
    "ZH, safe, safe, 安全",
    "ZH, controversial, controversial, 有争议",
    "ZH, unsafe, unsafe, 不安全",
    "ZH, unsupported, not-scanned, 未审核",
    "ZH, overloaded, not-scanned, 未审核"
  })
  void aTextIsSentAndItsVerdictShownAndAnnounced(
      Language language, String text, String outcome, String words) {
    try (Visitor visitor = visitor(language)) {
      visitor.submit(text);

      assertThat(visitor.verdict(outcome).locator(".verdict-title")).hasText(words);
      assertThat(visitor.find("#announcement")).containsText(words);
      assertThat(visitor.text()).hasValue(text);
      assertThat(visitor.page()).hasURL(address("/"));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void barsAreAsLongAsTheirProbabilities(Language language) {
    try (Visitor visitor = visitor(language)) {
      visitor.submit("unsafe");

      Locator row = visitor.verdict("unsafe").locator(".bar-row.is-chosen");
      assertThat(row.locator(".figure")).hasText("80.0%");
      double track = row.locator(".bar").boundingBox().width;
      double filled = row.locator(".bar-fill").boundingBox().width;
      assertThat(filled / track).isBetween(0.79, 0.81);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theKeyboardAloneReachesAVerdict(Language language) {
    try (Visitor visitor = visitor(language)) {
      visitor.page().keyboard().press("Tab");
      assertThat(visitor.find(".skip-link")).isFocused();
      visitor.page().keyboard().press("Enter");
      assertThat(visitor.find("#main")).isFocused();
      visitor.page().keyboard().press("Tab");
      assertThat(visitor.find("[value=prompt]")).isFocused();
      visitor.page().keyboard().press("Tab");
      assertThat(visitor.text()).isFocused();
      visitor.page().keyboard().type("unsafe words");
      visitor.page().keyboard().press("Control+Enter");

      assertThat(visitor.verdict("unsafe")).isVisible();
      assertThat(visitor.text()).isFocused();
    }
  }

  @Test
  void theButtonKeepsTheFocusWhenItIsPressedByKeyboard() {
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.text().fill("safe");
      visitor.find("[data-submit]").press("Enter");

      assertThat(visitor.verdict("safe")).isVisible();
      assertThat(visitor.find("[data-submit]")).isFocused();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyExampleIsThereInBothLanguagesAndIsSentByAClick(Language language) {
    try (Visitor visitor = visitor(language)) {
      Locator groups = visitor.find("[data-examples]");
      assertThat(groups).hasCount(2);
      assertThat(groups.first().locator("[name=language]")).hasValue(language.code());
      Locator examples = visitor.find("[data-examples] button");
      assertThat(examples).hasCount(2 * Example.values().length);
      int clicks = 0;
      for (Locator example : examples.all()) {
        example.click();
        clicks++;
        assertThat(visitor.text()).hasValue(example.getAttribute("data-text"));
        assertThat(visitor.verdict("safe")).isVisible();
        assertThat(visitor.find(".visit-entry")).hasCount(clicks);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void verdictsOfTheVisitAreKeptInTheTabUntilCleared(Language language) {
    try (Visitor visitor = visitor(language)) {
      visitor.submit("safe words");
      assertThat(visitor.verdict("safe")).isVisible();
      visitor.submit("unsafe words");
      assertThat(visitor.verdict("unsafe")).isVisible();
      visitor.submit("unsupported words");
      assertThat(visitor.verdict("not-scanned")).isVisible();
      visitor.page().reload();

      Locator entries = visitor.find(".visit-entry");
      assertThat(entries).hasCount(3);
      assertThat(entries.nth(0)).hasClass(Pattern.compile("outcome-not-scanned"));
      assertThat(entries.nth(1)).containsText("unsafe words");
      assertThat(entries.nth(1).locator("time")).hasText(Pattern.compile("\\d\\d:\\d\\d:\\d\\d"));
      entries.nth(2).locator("button").click();
      assertThat(visitor.text()).hasValue("safe words");
      assertThat(visitor.text()).isFocused();

      visitor.find("[data-clear]").click();
      assertThat(entries).hasCount(0);
      visitor.page().reload();
      assertThat(visitor.find("[data-empty]")).isVisible();
    }
  }

  @Test
  void theRecordOfTheVisitIsNeverSent() {
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.submit("unsafe first-text");
      assertThat(visitor.verdict("unsafe")).isVisible();
      List<String> sent = new ArrayList<>();
      visitor.page().onRequest(request -> sent.add(request.url() + " " + request.postData()));
      visitor.submit("safe second-text");
      assertThat(visitor.verdict("safe")).isVisible();

      assertThat(sent).hasSize(1).allMatch(request -> !request.contains("first-text"));
    }
  }

  @Test
  void theLanguageChosenInTheHeaderIsRememberedAndTheTextSurvives() {
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.submit("unsafe words");
      assertThat(visitor.verdict("unsafe")).isVisible();
      visitor.find("[name=direction][value=response]").check();
      visitor.find("#question").fill("a question");
      visitor.find("[name=language][value=zh].language-choice").click();

      assertThat(visitor.find("html")).hasAttribute("lang", "zh-CN");
      assertThat(visitor.find("h1")).hasText("文本审核");
      assertThat(visitor.text()).hasValue("unsafe words");
      assertThat(visitor.find("#question")).hasValue("a question");
      assertThat(visitor.find(".visit-outcome")).hasText("不安全");
      visitor.page().navigate(address("/"));
      assertThat(visitor.find("html")).hasAttribute("lang", "zh-CN");
      visitor.find("[name=language][value=en].language-choice").click();
      assertThat(visitor.find("html")).hasAttribute("lang", "en");
    }
  }

  @Test
  void theLanguageSwitchWorksOverPlainHttpWhereBrowsersSendNoFetchMetadata() {
    String origin = address("").replace("127.0.0.1", "menshen.test");
    try (Visitor visitor = Visitor.at(origin, Language.EN)) {
      visitor.find("[name=language][value=zh].language-choice").click();
      assertThat(visitor.find("html")).hasAttribute("lang", "zh-CN");
      visitor.submit("safe");
      assertThat(visitor.verdict("safe")).isVisible();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void anAssistantsAnswerIsSentWithItsQuestion(Language language) {
    try (Visitor visitor = visitor(language)) {
      assertThat(visitor.find("#question")).isHidden();
      visitor.find("[name=direction][value=response]").check();
      assertThat(visitor.find(".segment .tag")).isVisible();
      visitor.find("#question").fill("the question");
      visitor.submit("unsafe answer");

      assertThat(visitor.verdict("unsafe"))
          .containsText(language == Language.ZH ? "不应展示给用户" : "should not reach the user");
      visitor.find("[name=direction][value=prompt]").check();
      visitor.find("#question").evaluate("box => box.value = ''");
      visitor.find(".visit-button").click();
      assertThat(visitor.find("#question")).hasValue("the question");
      assertThat(visitor.find("[name=direction][value=response]")).isChecked();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void anEmptyTextIsRefusedAndTheBoxGetsTheFocus(Language language) {
    try (Visitor visitor = visitor(language)) {
      visitor.submit("  ");

      assertThat(visitor.problem("empty")).isVisible();
      assertThat(visitor.text()).isFocused();
      assertThat(visitor.text()).hasAttribute("aria-invalid", "true");
      assertThat(visitor.find(".visit-entry")).hasCount(0);
      visitor.text().fill("safe");
      assertThat(visitor.text()).not().hasAttribute("aria-invalid", "true");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aTextOverTheLimitIsNotSentAndItsSizeIsTold(Language language) {
    try (Visitor visitor = visitor(language)) {
      visitor.page().route(MODERATE, Route::abort);
      visitor.submit("门".repeat(160_000));

      assertThat(visitor.problem("too-large")).containsText("1.4 MiB");
      assertThat(visitor.problem("too-large")).containsText("1 MiB");
    }
  }

  @ParameterizedTest
  @CsvSource({"413, too-large", "503, busy", "429, busy", "500, unexpected", "200, unexpected"})
  void anAnswerThatIsNoVerdictIsExplainedAndNeverShownAsIs(int status, String problem) {
    try (Visitor visitor = visitor(Language.EN)) {
      visitor
          .page()
          .route(
              MODERATE,
              route ->
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setStatus(status)
                          .setContentType("application/problem+json")
                          .setBody("{\"detail\":\"raw\"}")));
      visitor.submit("safe");

      assertThat(visitor.problem(problem)).isVisible();
      assertThat(visitor.find("#outcome")).not().containsText("raw");
      assertThat(visitor.find("#outcome")).not().containsText("{");
      assertThat(visitor.find(".visit-entry")).hasCount(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void aServerThatIsGoneIsToldAndTheTextStays(Language language) {
    try (Visitor visitor = visitor(language)) {
      visitor.submit("safe words");
      assertThat(visitor.verdict("safe")).isVisible();
      visitor.page().route(MODERATE, Route::abort);
      visitor.submit("unsafe words");

      assertThat(visitor.problem("gone")).isVisible();
      assertThat(visitor.outcome()).hasCount(1);
      assertThat(visitor.text()).hasValue("unsafe words");
      assertThat(visitor.find("[data-submit]")).hasAttribute("aria-disabled", "false");
      visitor.page().unroute(MODERATE);
      visitor.find("[data-submit]").click();
      assertThat(visitor.verdict("unsafe")).isVisible();
    }
  }

  @Test
  void whileItWaitsThePageIsBusyAndSendsNothingTwice() {
    try (Visitor visitor = visitor(Language.EN)) {
      List<Route> held = new ArrayList<>();
      visitor.page().route(MODERATE, held::add);
      visitor.text().fill("safe");
      visitor.find("[data-submit]").click();
      assertThat(visitor.find("#outcome")).hasAttribute("aria-busy", "true");
      assertThat(visitor.find("[data-submit]")).hasText("Checking …");
      visitor.text().press("Control+Enter");
      visitor.find("[data-submit]").click(new Locator.ClickOptions().setForce(true));
      visitor.find("[data-examples] button").first().click();
      assertThat(visitor.text()).hasValue("safe");

      assertThat(held).hasSize(1);
      held.getFirst().resume();
      assertThat(visitor.verdict("safe")).isVisible();
      assertThat(visitor.find("#outcome")).hasAttribute("aria-busy", "false");
      assertThat(held).hasSize(1);
    }
  }

  @Test
  void aVerdictBesideAnotherTextSaysThatItIsOfAnEarlierOne() {
    try (Visitor visitor = visitor(Language.EN)) {
      visitor.submit("safe words\nin two lines");
      assertThat(visitor.verdict("safe")).isVisible();
      assertThat(visitor.find("#stale")).isHidden();
      visitor.text().fill("unsafe words");
      assertThat(visitor.find("#stale")).isVisible();
      visitor.find(".visit-button").click();
      assertThat(visitor.find("#stale")).isHidden();
      visitor.find("[name=direction][value=response]").check();
      assertThat(visitor.find("#stale")).isVisible();
      visitor.find("[data-submit]").click();
      assertThat(visitor.find("#stale")).isHidden();
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void nothingIsWiderThanAScreenOf360Pixels(Language language) {
    try (Visitor visitor = Visitor.at(address(""), language, 360, ColorScheme.LIGHT)) {
      assertThat(overflow(visitor)).isZero();
      visitor.find("[name=direction][value=response]").check();
      for (String text : List.of("disputed", "unsupported", "unsafe-" + "long".repeat(100), " ")) {
        visitor.submit(text);
        for (Locator more : visitor.find("#outcome summary").all()) {
          more.click();
        }
        assertThat(overflow(visitor)).as(text).isZero();
      }
    }
  }

  @Test
  void whoPrefersDarkPagesGetsOne() {
    try (Visitor light = Visitor.at(address(""), Language.EN, 1280, ColorScheme.LIGHT);
        Visitor dark = Visitor.at(address(""), Language.EN, 1280, ColorScheme.DARK)) {
      assertThat(brightness(light)).isGreaterThan(200);
      assertThat(brightness(dark)).isLessThan(50);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void withoutScriptsTheFormAnswersWithAWholePage(Language language) {
    try (Visitor visitor = Visitor.withoutScripts(address(""), language)) {
      visitor.submit("unsafe words");
      assertThat(visitor.verdict("unsafe")).isVisible();
      assertThat(visitor.text()).hasValue("unsafe words");
      assertThat(visitor.find("#visit")).isHidden();
      visitor.find("[data-examples] button").first().click();
      assertThat(visitor.text()).not().isEmpty();
    }
  }

  private Visitor visitor(Language language) {
    return Visitor.at(address(""), language);
  }

  private static int overflow(Visitor visitor) {
    return (int)
        visitor
            .page()
            .evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** The page's background, from 0 for black to 255 for white. */
  private static int brightness(Visitor visitor) {
    return (int)
        visitor
            .page()
            .evaluate(
                "() => Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number))");
  }
}
