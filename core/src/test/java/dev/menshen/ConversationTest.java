package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  private static final Message SYSTEM = new Message(Role.SYSTEM, "be kind");

  @Test
  void judgesAPromptWhenTheUserSpeaksLast() {
    Conversation conversation =
        new Conversation(
            List.of(SYSTEM, Message.user("one"), Message.assistant("two"), Message.user("three")));

    assertThat(conversation.direction()).isEqualTo(Direction.PROMPT);
    assertThat(conversation.last()).isEqualTo(Message.user("three"));
    assertThat(conversation.question()).contains(Message.user("one"));
  }

  @Test
  void judgesAResponseWhenTheAssistantSpeaksLast() {
    Conversation conversation = Conversation.ofResponse("question", "answer");

    assertThat(conversation.direction()).isEqualTo(Direction.RESPONSE);
    assertThat(conversation.last()).isEqualTo(Message.assistant("answer"));
    assertThat(conversation.question()).contains(Message.user("question"));
  }

  @Test
  void takesTheNearestUserMessageForTheQuestion() {
    Conversation conversation =
        new Conversation(
            List.of(
                Message.user("first"),
                Message.assistant("reply"),
                Message.user("second"),
                SYSTEM,
                Message.assistant("answer")));

    assertThat(conversation.question()).contains(Message.user("second"));
  }

  @Test
  void hasNoQuestionWhenNobodyAsked() {
    assertThat(Conversation.ofPrompt("alone").question()).isEmpty();
    assertThat(new Conversation(List.of(SYSTEM, Message.assistant("answer"))).question()).isEmpty();
  }

  @Test
  void doesNotChangeWithTheListThatItWasMadeOf() {
    List<Message> messages = new ArrayList<>(List.of(Message.user("text")));
    Conversation conversation = new Conversation(messages);
    messages.clear();

    assertThat(conversation.messages()).containsExactly(Message.user("text"));
  }

  @Test
  void refusesNoMessages() {
    assertThatExceptionOfType(InvalidConversationException.class)
        .isThrownBy(() -> new Conversation(List.of()))
        .withMessageContaining("at least one");
  }

  @Test
  void refusesToJudgeASystemMessage() {
    assertThatExceptionOfType(InvalidConversationException.class)
        .isThrownBy(() -> new Conversation(List.of(Message.user("text"), SYSTEM)))
        .withMessageContaining("system message");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "\u3000"})
  void refusesToJudgeABlankText(String text) {
    assertThatExceptionOfType(InvalidConversationException.class)
        .isThrownBy(() -> Conversation.ofPrompt(text))
        .withMessageContaining("empty");
  }

  @Test
  void allowsABlankMessageBeforeTheLast() {
    Conversation conversation = Conversation.ofResponse("", "answer");

    assertThat(conversation.last()).isEqualTo(Message.assistant("answer"));
  }

  @Test
  void doesNotShowItsTextAsAString() {
    assertThat(Conversation.ofResponse("pineapple", "mango").toString())
        .doesNotContain("pineapple")
        .doesNotContain("mango");
  }
}
