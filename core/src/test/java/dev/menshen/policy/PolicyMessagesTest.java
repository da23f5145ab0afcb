package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.policy.PolicyProblem.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyMessagesTest {
  @Test
  void eachProblemHasAMessageInBothLanguagesAndNoMessageIsOfNone() {
    List<String> kinds = Arrays.stream(Kind.values()).map(Kind::name).toList();

    for (Locale locale : List.of(Locale.ROOT, Locale.CHINESE)) {
      assertThat(
              ResourceBundle.getBundle(
                      "dev.menshen.policy.problems",
                      locale,
                      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES))
                  .keySet())
          .containsExactlyInAnyOrderElementsOf(kinds);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void eachMessageHasPlacesForItsArguments(Kind kind) {
    PolicyProblem problem = new PolicyProblem(1, 1, kind, List.of("one", "two", "three"));

    assertThat(problem.message(Locale.CHINESE)).containsPattern("[\\u4e00-\\u9fff]");
    assertThat(problem.message()).doesNotContain("%");
  }
}
