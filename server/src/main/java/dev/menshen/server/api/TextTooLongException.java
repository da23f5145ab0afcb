package dev.menshen.server.api;

import org.jspecify.annotations.Nullable;

/** Thrown when there is more text in a request than a limit allows; the message names its key. */
final class TextTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String param;

  TextTooLongException(String message, @Nullable String param) {
    super(message);
    this.param = param;
  }

  /** Where the text is; null when it is all of them together. */
  @Nullable String param() {
    return param;
  }
}
