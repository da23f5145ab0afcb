package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  @Test
  void keepsItsContentUnchanged() {
    String content = " 门神 \uD83D\uDC09\n\t\u200B\uFFFD e\u0301 ";

    assertThat(Message.user(content).content()).isEqualTo(content);
  }

  @Test
  void refusesANulAndSaysWhere() {
    assertThatExceptionOfType(InvalidConversationException.class)
        .isThrownBy(() -> Message.user("pineapple\0"))
        .withMessageContaining("U+0000")
        .withMessageContaining("index 9")
        .withMessageNotContaining("pineapple");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\uD800", "\uDC00", "a\uD83D", "\uD83Da", "\uDC09\uD83D", "\uD83D\uD83D\uDC09"})
  void refusesAnUnpairedSurrogateWhereverItIs(String content) {
    assertThatExceptionOfType(InvalidConversationException.class)
        .isThrownBy(() -> Message.assistant(content))
        .withMessageContaining("unpaired surrogate");
  }

  @Test
  void namesItsRoleAndLengthButNotItsContent() {
    assertThat(Message.user("pineapple")).hasToString("Message[role=user, length=9]");
  }

  @Test
  void refusesNulls() {
    assertThatNullPointerException().isThrownBy(() -> new Message(null, "text"));
    assertThatNullPointerException().isThrownBy(() -> new Message(Role.USER, null));
  }
}
