package dev.menshen.server.eval;

/**
 * A file of labelled rows that cannot be measured on. The message names the file, the line and what
 * is wrong, and never holds a row's text.
 */
public final class InvalidRowsException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that is safe to show. */
  InvalidRowsException(String message) {
    super(message);
  }
}
