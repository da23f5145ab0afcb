package dev.menshen;

/**
 * A conversation that cannot be moderated because of how it is made, such as one without text. The
 * message says what to mend and never holds the text.
 */
public final class InvalidConversationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that is safe to show and to log. */
  public InvalidConversationException(String message) {
    super(message);
  }
}
