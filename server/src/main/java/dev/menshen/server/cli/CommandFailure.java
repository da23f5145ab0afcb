package dev.menshen.server.cli;

import org.jspecify.annotations.Nullable;

/**
 * Ends a command. The message is one line that says what happened and what to do; it is shown as it
 * is, so it never holds moderated text.
 */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The command could not do its work. */
  static CommandFailure of(String message) {
    return new CommandFailure(ExitCode.FAILURE, message, null);
  }

  /** The command could not do its work because of a fault that {@code --debug} shows. */
  static CommandFailure of(String message, Throwable cause) {
    return new CommandFailure(ExitCode.FAILURE, message, cause);
  }

  /** The options do not fit each other. */
  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message, null);
  }

  int exitCode() {
    return exitCode;
  }
}
