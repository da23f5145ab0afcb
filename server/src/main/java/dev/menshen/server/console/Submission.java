package dev.menshen.server.console;

import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Message;
import java.util.List;

/**
 * What a visitor sent to be judged.
 *
 * @param direction whether the text is a person's or a model's
 * @param question what the model was asked; empty when unknown, and ignored for a person's text
 * @param text what is judged
 */
record Submission(Direction direction, String question, String text) {
  /** Nothing yet: the empty form. */
  static final Submission EMPTY = new Submission(Direction.PROMPT, "", "");

  /** Turns the CRLF that browsers make of each line break in a form back into what was typed. */
  Submission {
    question = question.replace("\r\n", "\n");
    text = text.replace("\r\n", "\n");
  }

  /** Whether there is nothing to judge. */
  boolean isBlank() {
    return text.isBlank();
  }

  /**
   * The conversation whose last message is the text.
   *
   * @throws dev.menshen.InvalidConversationException when the text or the question holds what no
   *     guard can read, or the text is blank
   */
  Conversation conversation() {
    return switch (direction) {
      case PROMPT -> Conversation.ofPrompt(text);
      case RESPONSE ->
          question.isBlank()
              ? new Conversation(List.of(Message.assistant(text)))
              : Conversation.ofResponse(question, text);
    };
  }

  /** Names the direction and the lengths, never the text: it may end up in a log. */
  @Override
  public String toString() {
    return "Submission[direction=%s, question=%d, text=%d]"
        .formatted(direction.label(), question.length(), text.length());
  }
}
