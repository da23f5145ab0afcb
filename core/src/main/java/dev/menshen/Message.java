package dev.menshen;

import static java.util.Objects.requireNonNull;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param content what is said: well-formed Unicode without NUL, so that every guard, store and
 *     protocol can carry it unchanged
 */
public record Message(Role role, String content) {
  /**
   * Checks that the content can be moderated.
   *
   * @throws InvalidConversationException when the content holds a NUL or an unpaired surrogate
   */
  public Message {
    requireNonNull(role, "role is null");
    requireNonNull(content, "content is null");
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (c == 0) {
        throw new InvalidConversationException(
            "the text holds a NUL character (U+0000) at index %d; remove it".formatted(i));
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < content.length()
          && Character.isLowSurrogate(content.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new InvalidConversationException(
            "the text is not well-formed Unicode: unpaired surrogate U+%04X at index %d; send whole characters"
                .formatted((int) c, i));
      }
    }
  }

  /** A message of the user. */
  public static Message user(String content) {
    return new Message(Role.USER, content);
  }

  /** A message of the assistant. */
  public static Message assistant(String content) {
    return new Message(Role.ASSISTANT, content);
  }

  /** Names the role and the length, never the content: it may end up in a log. */
  @Override
  public String toString() {
    return "Message[role=%s, length=%d]".formatted(role.label(), content.length());
  }
}
