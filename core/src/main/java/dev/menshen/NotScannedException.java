package dev.menshen;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a guard that has no verdict. The pipeline turns it into a moderation that was not
 * scanned. The message says what happened and what to do, and never holds the text.
 */
public final class NotScannedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Creates the exception with a message that is safe to show and to log. */
  public NotScannedException(Reason reason, String message) {
    super(message);
    this.reason = requireNonNull(reason, "reason is null");
  }

  /** Creates the exception with the fault behind it, which goes to the log and not to callers. */
  public NotScannedException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = requireNonNull(reason, "reason is null");
  }

  /** Why there is no verdict. */
  public Reason reason() {
    return reason;
  }

  /** Why a text has no verdict. */
  public enum Reason {
    /** The text is in a language that the guard does not know. */
    UNSUPPORTED_LANGUAGE("unsupported_language"),
    /** The guard has all the work it can take; the same request may succeed later. */
    OVERLOADED("overloaded"),
    /** The guard did not answer in time. */
    TIMEOUT("timeout"),
    /** Whoever asked has gone, or was stopped, before there was a verdict. */
    CANCELLED("cancelled"),
    /** No server that the guard runs on can be reached. */
    BACKEND_DOWN("backend_down"),
    /** What the guard answered is no verdict. */
    UNPARSABLE("unparsable"),
    /** The text is longer than what is read at all. */
    TOO_LONG("too_long"),
    /** Whose text it is may not send any for a while; it was not read. */
    SUBJECT_BANNED("subject_banned"),
    /** What was found could not be recorded, and without a record there is no answer. */
    AUDIT_UNAVAILABLE("audit_unavailable"),
    /** The guard failed. */
    GUARD_FAILED("guard_failed");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** The name in answers and metrics, such as {@code unsupported_language}. */
    public String label() {
      return label;
    }
  }
}
