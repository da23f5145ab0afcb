package dev.menshen.server.models;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a pull ended, or why one of its requests failed. */
public final class PullException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient List<Object> arguments;
  private final transient @Nullable Duration retryAfter;

  private PullException(
      Reason reason,
      List<Object> arguments,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(reason + " " + arguments, cause);
    this.reason = reason;
    this.arguments = arguments;
    this.retryAfter = retryAfter;
  }

  static PullException of(Reason reason, Object... arguments) {
    return new PullException(reason, List.of(arguments), null, null);
  }

  /** A fault while writing to a folder. */
  static PullException writing(Path folder, IOException cause) {
    String kind = cause.getClass().getSimpleName();
    return causedBy(
        cause,
        Reason.FOLDER,
        folder,
        kind.equals("IOException") ? String.valueOf(cause.getMessage()) : kind);
  }

  static PullException causedBy(Throwable cause, Reason reason, Object... arguments) {
    return new PullException(reason, List.of(arguments), null, cause);
  }

  /** A refusal with the wait that the hub asks for. */
  static PullException waiting(@Nullable Duration retryAfter, Reason reason, Object... arguments) {
    return new PullException(reason, List.of(arguments), retryAfter, null);
  }

  /** What happened. */
  public Reason reason() {
    return reason;
  }

  /** What the reason's Javadoc lists, in that order: hosts, names of files, figures. */
  public List<Object> arguments() {
    return arguments;
  }

  /** How long the hub asks to wait, when it does. */
  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What may go wrong; in brackets the arguments. */
  public enum Reason {
    /** The host has no address [host]. */
    UNKNOWN_HOST(true),
    /** The host cannot be connected to [host, kind of fault]. */
    UNREACHABLE(true),
    /** The proxy cannot be connected to [proxy, kind of fault]. */
    PROXY_UNREACHABLE(true),
    /** The host's certificate is not trusted [host]. */
    CERTIFICATE(false),
    /** The connection was cut [host]. */
    CUT(true),
    /** Nothing came for too long [host, seconds]. */
    STALLED(true),
    /** The host has a fault of its own [host, HTTP status]. */
    SERVER_FAULT(true),
    /** The host has had too many requests [host, seconds to wait or 0]. */
    TOO_MANY_REQUESTS(true),
    /** The proxy wants a name and a password [HTTP status]. */
    PROXY_LOGIN(false),
    /** The proxy does not let the request through [host]. */
    PROXY_REFUSED(false),
    /** An address redirects to one without encryption, or too often [address]. */
    REDIRECT(false),
    /** A web page came where the hub's data should be [address]. */
    WEB_PAGE(false),
    /** The hub's list is not as it should be [address]. */
    LIST(false),
    /** The address of the hub or of its mirror is no http or https address [where it is set]. */
    ADDRESS(false),
    /** The token cannot be one [where it is set]. */
    TOKEN(false),
    /** The proxy's address is not understood [the variable that holds it]. */
    PROXY_ADDRESS(false),
    /** The token is refused [host]. */
    TOKEN_REFUSED(false),
    /** There is no such model or revision, or it is private [model, revision, host]. */
    NOT_FOUND(false),
    /** The model has no such revision [revision, model]. */
    REVISION_NOT_FOUND(false),
    /** The model is for those who accepted its terms [model, page]. */
    GATED(false),
    /** The host refuses [host, HTTP status]. */
    FORBIDDEN(false),
    /** A file of the list is not there [file, host]. */
    FILE_NOT_FOUND(false),
    /** A file is shorter on the server than in the list [file]. */
    RANGE_REFUSED(false),
    /** The host answers with a status that no download has [HTTP status, host]. */
    STATUS(false),
    /** A file has another size than in the list [file, bytes in the list, bytes sent]. */
    SIZE(false),
    /** What came is not what the list promised [file]. */
    HASH(false),
    /** A file changes all the time [file]. */
    CHANGED(false),
    /** The list names a file outside of the folder [path]. */
    UNSAFE_PATH(false),
    /** The list holds no model in safetensors [model, what is missing]. */
    NOT_A_MODEL(false),
    /** The disk is too small [bytes to fetch, bytes free, folder]. */
    SPACE(false),
    /** Another pull writes to the folder [folder, process id]. */
    LOCKED(false),
    /** The folder cannot be written to [folder, kind of fault]. */
    FOLDER(false);

    private final boolean transientFault;

    Reason(boolean transientFault) {
      this.transientFault = transientFault;
    }

    /** Whether the same request may succeed a moment later. */
    boolean isTransient() {
      return transientFault;
    }
  }
}
