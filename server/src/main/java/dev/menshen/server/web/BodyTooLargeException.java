package dev.menshen.server.web;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** Thrown when a request's body is longer than {@code menshen.limits.body}. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(DataSize limit) {
    super(
        "the body is longer than %d bytes (menshen.limits.body); send less at once"
            .formatted(limit.toBytes()));
  }
}
