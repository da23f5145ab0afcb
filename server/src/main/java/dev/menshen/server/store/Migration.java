package dev.menshen.server.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of the tables, that a version of the program brings with it.
 *
 * @param version its number, such as {@code 1}
 * @param description what it makes, such as {@code stores}
 * @param state whether the database has it
 * @param applied when it got it
 */
public record Migration(
    String version, String description, State state, Optional<Instant> applied) {
  /** Checks that nothing is missing. */
  public Migration {
    requireNonNull(version, "version is null");
    requireNonNull(description, "description is null");
    requireNonNull(state, "state is null");
    requireNonNull(applied, "applied is null");
  }

  /** Whether the database has a migration. */
  public enum State {
    /** It has it. */
    APPLIED("applied"),
    /** It does not have it yet. */
    PENDING("pending"),
    /** It was begun and not finished; without transactions of such changes, as in H2, half done. */
    FAILED("failed"),
    /** It has it, and this program does not: a newer one was here. */
    NEWER("newer");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** The name in the keys of messages. */
    public String label() {
      return label;
    }
  }
}
