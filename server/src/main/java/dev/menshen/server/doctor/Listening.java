package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the server would listen.
 *
 * @param host the host as it is configured
 * @param port the port; empty when what is configured is not a number
 * @param problem why it cannot, and what to do, in the reader's language; empty when it can
 */
public record Listening(String host, OptionalInt port, Optional<String> problem) {
  /** Checks that all is there. */
  public Listening {
    requireNonNull(host, "host is null");
    requireNonNull(port, "port is null");
    requireNonNull(problem, "problem is null");
  }
}
