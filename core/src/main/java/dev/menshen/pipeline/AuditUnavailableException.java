package dev.menshen.pipeline;

import org.jspecify.annotations.Nullable;

/** Thrown when something could not be recorded that may not happen without a record. */
public final class AuditUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that is safe to show and to log. */
  public AuditUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
