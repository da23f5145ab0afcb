package dev.menshen.server.api;

import static java.util.Objects.requireNonNull;

/**
 * Thrown when a request names something that is not there. Answered with 404; the message says what
 * is missing and what to do, and never quotes a text or a user's id.
 */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that is safe to show. */
  public NotFoundException(String message) {
    super(requireNonNull(message, "message is null"));
  }
}
