package dev.menshen.server.redis;

import org.jspecify.annotations.Nullable;

/** Thrown when Redis gives no answer: it is gone, too slow, refuses, or is left alone for now. */
public final class RedisUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RedisUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  private RedisUnavailableException(String message) {
    super(message, null, false, false);
  }

  /** For the many requests while Redis is left alone: without a trace, which would cost more. */
  static RedisUnavailableException leftAlone() {
    return new RedisUnavailableException(
        "Redis did not answer and is left alone for a while; see the log");
  }
}
