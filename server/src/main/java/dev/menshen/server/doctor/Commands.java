package dev.menshen.server.doctor;

import java.time.Duration;

/** Runs commands of the system. */
@FunctionalInterface
public interface Commands {
  /**
   * Runs a command to its end.
   *
   * @param limit after which it is stopped
   * @param command the program, found on the path, and its arguments
   */
  Outcome run(Duration limit, String... command);

  /** How a command ended. */
  sealed interface Outcome {
    /**
     * It ran to its end.
     *
     * @param exitCode what it ended with
     * @param output what it wrote, to standard output or standard error
     */
    record Ended(int exitCode, String output) implements Outcome {}

    /** There is no such program. */
    record Missing() implements Outcome {}

    /**
     * It did not end in time.
     *
     * @param limit the time that it had
     */
    record TimedOut(Duration limit) implements Outcome {}
  }
}
