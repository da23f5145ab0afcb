package dev.menshen.list;

/** A list entry that cannot be matched. The message never repeats its text. */
public final class InvalidListEntryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidListEntryException(String message) {
    super(message);
  }

  InvalidListEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
