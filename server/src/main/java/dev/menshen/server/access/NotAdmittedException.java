package dev.menshen.server.access;

import static java.util.Objects.requireNonNull;

/**
 * Thrown when who asks is not let in. The message says why and what to do, and holds nothing of a
 * key or a password.
 */
public final class NotAdmittedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Creates the exception with a message that is safe to show. */
  public NotAdmittedException(Reason reason, String message) {
    super(requireNonNull(message, "message is null"));
    this.reason = requireNonNull(reason, "reason is null");
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why somebody is not let in. */
  public enum Reason {
    /** They did not say who they are, and that is needed. */
    UNKNOWN("key_required"),
    /** What they said of themselves is not so, or not so any more. */
    INVALID("invalid_key"),
    /** It is known who they are, and they may not. */
    FORBIDDEN("forbidden"),
    /** The server is open to its own machine alone, and a page of the network may be behind it. */
    FOREIGN_HOST("foreign_host"),
    /** What they said of themselves cannot be checked at the moment. */
    UNVERIFIABLE("key_unverifiable");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** The code of the answer, such as {@code key_required}. */
    public String label() {
      return label;
    }
  }
}
