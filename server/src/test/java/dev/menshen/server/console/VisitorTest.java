package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other tests rely on: a visit does not end well when the page does what it must not. */
class VisitorTest extends ConsoleServer {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          document.body.setAttribute('style', 'color: red')         | style-src
          document.body.setAttribute('onclick', ''); document.body.click() | script-src
          document.body.append('??visit.heading_en??')              | words that no bundle holds
          setTimeout(() => undefined.name)                          | script error
          """)
  void aFaultOfThePageFailsTheVisit(String script, String fault) {
    Visitor visitor = Visitor.at(address(""), Language.EN);
    visitor
        .page()
        .evaluate("() => new Promise(done => { " + script + "; setTimeout(done, 100); })");

    assertThatThrownBy(visitor::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(fault);
  }

  @Test
  void anotherHostCannotBeAskedAtAll() {
    Visitor visitor = Visitor.at(address(""), Language.EN);
    visitor
        .page()
        .evaluate("() => fetch('http://menshen.test:9/').catch(() => 'refused by the policy')");

    assertThatThrownBy(visitor::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("connect-src");
  }
}
