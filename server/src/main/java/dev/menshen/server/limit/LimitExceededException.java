package dev.menshen.server.limit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Thrown when a limit keeps a request out. Nothing of it was moderated, and it is counted towards
 * no limit.
 */
public final class LimitExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Limit limit;
  private final transient Optional<Duration> wait;
  private final transient Map<String, String> headers;

  private LimitExceededException(
      Limit limit, String message, Optional<Duration> wait, Map<String, String> headers) {
    // Thrown for every request of a flood, and where it was thrown tells nothing.
    super(message, null, false, false);
    this.limit = limit;
    this.wait = wait;
    this.headers = headers;
  }

  /** What is too much now and is let in later. */
  static LimitExceededException now(Limit limit, Duration wait, Map<String, String> headers) {
    return new LimitExceededException(
        limit,
        "too many %s (%s); wait %d s and send it again"
            .formatted(limit.description(), limit.setting(), seconds(wait)),
        Optional.of(wait),
        headers);
  }

  /** What is more at once than the limit lets in within a whole minute. */
  static LimitExceededException ever(Limit limit, long asked, Map<String, String> headers) {
    return new LimitExceededException(
        limit,
        "the request counts %d towards a limit of %s (%s); send less at once"
            .formatted(asked, limit.description(), limit.setting()),
        Optional.empty(),
        headers);
  }

  /** After how long the request would be let in; empty when it never is, being too large. */
  public Optional<Duration> retryAfter() {
    return wait;
  }

  /** The headers of the answer, with {@code Retry-After} where it is worth a retry. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The limit. */
  Limit limit() {
    return limit;
  }

  /** Whole seconds, at least one, for headers. */
  static long seconds(Duration duration) {
    return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
  }
}
