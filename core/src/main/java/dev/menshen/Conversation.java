package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Messages with roles, of which the last one is judged.
 *
 * @param messages the turns, oldest first; at least one, and the last is the user's or the
 *     assistant's and holds text
 */
public record Conversation(List<Message> messages) {
  /**
   * Checks that there is something to judge.
   *
   * @throws InvalidConversationException when there is no message, or the last one is blank or a
   *     system message
   */
  public Conversation {
    messages = List.copyOf(requireNonNull(messages, "messages is null"));
    if (messages.isEmpty()) {
      throw new InvalidConversationException("there are no messages; send at least one");
    }
    Message last = messages.getLast();
    if (last.role() == Role.SYSTEM) {
      throw new InvalidConversationException(
          "the last message is the one that is judged, and it is a system message; end with the"
              + " user's or the assistant's");
    }
    if (last.content().isBlank()) {
      throw new InvalidConversationException("the text is empty; send some text to moderate");
    }
  }

  /** A prompt on its own: what a person typed. */
  public static Conversation ofPrompt(String prompt) {
    return new Conversation(List.of(Message.user(prompt)));
  }

  /** An answer with the question that it answers. */
  public static Conversation ofResponse(String prompt, String response) {
    return new Conversation(List.of(Message.user(prompt), Message.assistant(response)));
  }

  /** The message that is judged. */
  public Message last() {
    return messages.getLast();
  }

  /** Whether a prompt or a response is judged. */
  public Direction direction() {
    return last().role() == Role.ASSISTANT ? Direction.RESPONSE : Direction.PROMPT;
  }

  /** The user's message nearest before the last message: the question of an answer. */
  public Optional<Message> question() {
    return messages.subList(0, messages.size() - 1).reversed().stream()
        .filter(message -> message.role() == Role.USER)
        .findFirst();
  }
}
