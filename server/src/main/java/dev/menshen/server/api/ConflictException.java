package dev.menshen.server.api;

import static java.util.Objects.requireNonNull;

/**
 * Thrown when a request does not fit what something has become meanwhile. Answered with 409; the
 * message says what has changed and what to do, and never quotes a text.
 */
public final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that is safe to show. */
  public ConflictException(String message) {
    super(requireNonNull(message, "message is null"));
  }
}
