package dev.menshen.guard.prompt;

import dev.menshen.Message;
import dev.menshen.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes any sequence of messages one that Qwen3Guard's template shows whole.
 *
 * <p>The template knows one system message, at the start, which it sets before the user's first
 * words; of two it forgets one, it takes the user's words after a later one for a part of the turn
 * before, and an assistant's message at the start is not shown. So here
 *
 * <ul>
 *   <li>system messages in a row become one, with an empty line between them;
 *   <li>a system message after the start is set before the user's message that follows, with an
 *       empty line between them, as the template does at the start; where none follows it becomes a
 *       user's turn of its own;
 *   <li>before an assistant's message at the start stands an empty turn of the user.
 * </ul>
 */
final class Turns {
  private static final String BREAK = "\n\n";

  private Turns() {}

  /** The turns to show; the last one ends with the text of the last message. */
  static List<Message> of(List<Message> messages) {
    List<Message> turns = new ArrayList<>();
    List<String> instructions = new ArrayList<>();
    for (Message message : messages) {
      if (message.role() == Role.SYSTEM) {
        instructions.add(message.content());
        continue;
      }
      String system = String.join(BREAK, instructions);
      if (instructions.isEmpty()) {
        if (turns.isEmpty() && message.role() == Role.ASSISTANT) {
          turns.add(Message.user(""));
        }
        turns.add(message);
      } else if (turns.isEmpty()) {
        turns.add(new Message(Role.SYSTEM, system));
        turns.add(message);
      } else if (message.role() == Role.USER) {
        turns.add(Message.user(system + BREAK + message.content()));
      } else {
        turns.add(Message.user(system));
        turns.add(message);
      }
      instructions.clear();
    }
    return turns;
  }
}
