package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody with a browser of their own: cookies and storage start empty. Closing it proves that the
 * visit broke no content security policy, threw no script error, met no missing word and asked no
 * other host for anything.
 */
final class Visitor implements AutoCloseable {
  private static final String COLLECT_VIOLATIONS =
      """
      window.violations = [];
      addEventListener("securitypolicyviolation", (event) =>
        violations.push(event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));
      """;

  private static final int TIMEOUT_MILLISECONDS = 15_000;

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLISECONDS);
  }

  private final BrowserContext context;
  private final Page page;
  private final String origin;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  private Visitor(String origin, Browser.NewContextOptions options) {
    this.origin = origin;
    this.context = Chromium.browser().newContext(options);
    context.setDefaultTimeout(TIMEOUT_MILLISECONDS);
    context.addInitScript(COLLECT_VIOLATIONS);
    this.page = context.newPage();
    page.onPageError(error -> faults.add("script error: " + error));
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            faults.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          URI uri = URI.create(request.url());
          if (!uri.getScheme().equals("data") && !request.url().startsWith(origin + "/")) {
            faults.add("request to another host: " + uri.getHost());
          }
        });
  }

  /** Opens the console's first page with a browser whose language is {@code language}. */
  static Visitor at(String origin, Language language) {
    return at(origin, language, 1280, ColorScheme.LIGHT);
  }

  static Visitor at(String origin, Language language, int width, ColorScheme scheme) {
    return at(
        origin,
        new Browser.NewContextOptions()
            .setLocale(language.tag())
            .setViewportSize(width, 800)
            .setColorScheme(scheme));
  }

  static Visitor withoutScripts(String origin, Language language) {
    return at(
        origin,
        new Browser.NewContextOptions().setLocale(language.tag()).setJavaScriptEnabled(false));
  }

  private static Visitor at(String origin, Browser.NewContextOptions options) {
    Visitor visitor = new Visitor(origin, options.setReducedMotion(ReducedMotion.REDUCE));
    visitor.page.navigate(origin + "/");
    return visitor;
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  Locator text() {
    return find("#text");
  }

  /** Types a text, sends it with the button and waits for what comes of it. */
  void submit(String text) {
    text().fill(text);
    outcome().evaluateAll("shown => shown.forEach(one => one.dataset.stale = '')");
    find("[data-submit]").click();
    find("#outcome > :is(.verdict, .problem):not([data-stale])").waitFor();
  }

  /** The verdict or the problem that is shown. */
  Locator outcome() {
    return find("#outcome > .verdict, #outcome > .problem");
  }

  /** The verdict card of an outcome such as {@code not-scanned}. */
  Locator verdict(String outcome) {
    return find("#outcome [data-outcome='" + outcome + "']");
  }

  Locator problem(String key) {
    return find("#outcome [data-problem='" + key + "']");
  }

  @Override
  public void close() {
    try (context) {
      assertThat(page.content()).as("words that no bundle holds").doesNotContain("??");
      if (page.evaluate("() => window.violations ?? null") instanceof List<?> violations) {
        assertThat(violations).as("violations of the content security policy").isEmpty();
      }
      assertThat(faults).as("faults of a visit to %s", origin).isEmpty();
    }
  }
}
