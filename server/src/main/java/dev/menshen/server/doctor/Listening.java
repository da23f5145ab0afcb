package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where the server would listen.
 *
 * @param host the host as it is configured
 * @param port the port
 * @param problem why it cannot, and what to do, in the reader's language; empty when it can
 */
public record Listening(String host, int port, Optional<String> problem) {
  /** Checks that all is there. */
  public Listening {
    requireNonNull(host, "host is null");
    requireNonNull(problem, "problem is null");
  }
}
