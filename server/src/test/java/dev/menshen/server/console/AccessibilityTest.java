package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core finds no violation of WCAG or of good practice, whatever the page shows. */
class AccessibilityTest extends ConsoleServer {
  private static final String RUN =
      """
      async () => (await axe.run()).violations.map((violation) =>
        violation.id + ": " + violation.nodes.map((node) => node.target + " " + node.failureSummary))
      """;

  @ParameterizedTest
  @CsvSource({"EN, LIGHT, 1280", "EN, DARK, 360", "ZH, LIGHT, 360", "ZH, DARK, 1280"})
  void axeFindsNothing(Language language, ColorScheme scheme, int width) throws IOException {
    String axe = axe();
    try (Visitor visitor = Visitor.at(address(""), language, width, scheme)) {
      visitor.page().evaluate(axe);
      assertThat(violations(visitor)).as("the empty page").isEmpty();
      for (String text :
          List.of("safe", "controversial", "disputed", "complying", "unsupported", " ")) {
        visitor.find("[name=direction][value=response]").check();
        visitor.submit(text);
        for (Locator more : visitor.find("#outcome summary").all()) {
          more.click();
        }
        assertThat(violations(visitor)).as(text).isEmpty();
      }
      visitor.page().navigate(address("/no-such-page"));
      visitor.page().evaluate(axe);
      assertThat(violations(visitor)).as("an error page").isEmpty();
    }
  }

  @Test
  void axeSeesWhatIsWrong() throws IOException {
    try (Visitor visitor = Visitor.at(address(""), Language.EN)) {
      visitor.page().evaluate(axe());
      visitor.find("#main").evaluate("main => main.append(document.createElement('img'))");

      assertThat(violations(visitor)).singleElement().asString().startsWith("image-alt");
    }
  }

  /** What axe, once it is in the page, finds wrong with it. */
  static List<?> violations(Visitor visitor) {
    return (List<?>) visitor.page().evaluate(RUN);
  }

  /** The script of axe. */
  static String axe() throws IOException {
    Properties webjar = new Properties();
    try (InputStream in = resource("META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
      webjar.load(in);
    }
    String path =
        "META-INF/resources/webjars/axe-core/%s/axe.min.js"
            .formatted(webjar.getProperty("version"));
    try (InputStream in = resource(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String path) throws IOException {
    InputStream in = AccessibilityTest.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new IOException("there is no " + path + " on the class path");
    }
    return in;
  }
}
