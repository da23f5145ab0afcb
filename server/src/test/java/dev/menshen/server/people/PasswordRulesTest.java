package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.people.PasswordRules.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private final PasswordRules rules = new PasswordRules(12);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "bulbaquartz teapot 9",
        "雨后的紫色风筝挂在老桥边上",
        "grüne Füchse häkeln Türme",
        "🦊🪁🌉🫖🧵🪗🧊🪴🛶🧶🪞🫧",
        "kqxv wpzt jmhd"
      })
  void anyCharactersMakeAPasswordWithoutARuleAboutTheirKinds(String password) {
    assertThat(rules.fault(password, "alice")).isEmpty();
  }

  @Test
  void lengthIsCountedInCharactersAfterNormalisation() {
    // Each of these is two code units, and one character.
    assertThat(rules.fault("🦊🪁🌉🫖🧵🪗🧊🪴🛶🧶🪞", "alice")).hasValue(Fault.SHORT);
    // Twelve code points that are eleven characters in the form NFKC.
    assertThat(rules.fault("e\u0301xv wpzt jm", "alice")).hasValue(Fault.SHORT);
    assertThat(rules.fault("elevenchars", "alice")).hasValue(Fault.SHORT);
  }

  @Test
  void whatIsLongIsTakenUpTo256Characters() {
    String words = "seven purple kites over the old bridge, ".repeat(7).substring(0, 256);

    assertThat(rules.fault(words, "alice")).isEmpty();
    assertThat(rules.fault(words + "x", "alice")).hasValue(Fault.LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "passwordpassword",
        "password1234",
        "123456789012",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "qwertyuiop[]",
        "iloveyou2024",
        "menshenmenshen",
        "Passw0rd!!!!",
        "alexandra.smith",
        "alexandra1234",
        "123412341234"
      })
  void whatEverybodyGuessesIsRefused(String password) {
    assertThat(rules.fault(password, "alexandra.smith")).hasValue(Fault.EASY);
  }

  @Test
  void theNameIsEasyForItsOwnAccountAlone() {
    assertThat(rules.fault("tvarkolumbrex!", "tvarkolumbrex")).hasValue(Fault.EASY);
    assertThat(rules.fault("tvarkolumbrex!", "alice")).isEmpty();
  }
}
