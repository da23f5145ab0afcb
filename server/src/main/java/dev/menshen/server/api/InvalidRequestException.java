package dev.menshen.server.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a request is not what the endpoint takes. The message says what to mend and never
 * quotes the body, which may hold the text.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String param;

  /** A body that is wrong as a whole. */
  public InvalidRequestException(String message) {
    this(message, null);
  }

  /** A request that is wrong at one place, such as {@code messages[0].role}. */
  public InvalidRequestException(String message, @Nullable String param) {
    super(requireNonNull(message, "message is null"));
    this.param = param;
  }

  /** Where in the body the mistake is; empty when it concerns the whole body. */
  public Optional<String> param() {
    return Optional.ofNullable(param);
  }
}
