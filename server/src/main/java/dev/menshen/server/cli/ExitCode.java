package dev.menshen.server.cli;

/** The codes that commands end with. Help lists them; scripts rely on them. */
final class ExitCode {
  /** The command did what was asked. */
  static final int OK = 0;

  /** The command failed: an unreadable file, an occupied port. */
  static final int FAILURE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** {@code check --exit-code}: the verdict is Controversial. */
  static final int CONTROVERSIAL = 10;

  /** {@code check --exit-code}: the verdict is Unsafe. */
  static final int UNSAFE = 11;

  /**
   * {@code check}: there is no verdict, never mistaken for Safe, whatever the options; {@code
   * eval}: no row got a verdict.
   */
  static final int NOT_SCANNED = 20;

  private ExitCode() {}
}
