package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Message;
import dev.menshen.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void whatTheTemplateShowsWholeStaysAsItIs() {
    List<Message> messages =
        List.of(system("s"), user("one"), assistant("two"), user("three"), assistant("four"));

    assertThat(Turns.of(messages)).isEqualTo(messages);
    assertThat(Turns.of(messages.subList(1, 4))).isEqualTo(messages.subList(1, 4));
  }

  @Test
  void systemMessagesInARowBecomeOne() {
    assertThat(Turns.of(List.of(system("s"), system("t"), user("one"))))
        .containsExactly(system("s\n\nt"), user("one"));
  }

  @Test
  void aLaterSystemMessageIsSetBeforeTheUsersWords() {
    assertThat(
            Turns.of(
                List.of(user("one"), assistant("two"), system("s"), system("t"), user("three"))))
        .containsExactly(user("one"), assistant("two"), user("s\n\nt\n\nthree"));
  }

  @Test
  void aLaterSystemMessageBeforeAnAnswerIsATurnOfTheUser() {
    assertThat(Turns.of(List.of(user("one"), system("s"), assistant("two"))))
        .containsExactly(user("one"), user("s"), assistant("two"));
  }

  @Test
  void anAnswerAtTheStartHasAnEmptyTurnBeforeIt() {
    assertThat(Turns.of(List.of(assistant("one")))).containsExactly(user(""), assistant("one"));
    assertThat(Turns.of(List.of(system("s"), assistant("one"))))
        .containsExactly(system("s"), assistant("one"));
  }

  private static Message system(String content) {
    return new Message(Role.SYSTEM, content);
  }

  private static Message user(String content) {
    return Message.user(content);
  }

  private static Message assistant(String content) {
    return Message.assistant(content);
  }
}
