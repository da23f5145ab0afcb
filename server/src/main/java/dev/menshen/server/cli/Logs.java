package dev.menshen.server.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The logs of a command that is not a server. They are off: standard output belongs to the answer
 * and standard error to one line about what went wrong. {@code --debug} leaves them on.
 */
final class Logs {
  /** Kept here because the logging system itself forgets loggers that nobody holds. */
  private static final Logger MENSHEN = Logger.getLogger("dev.menshen");

  private Logs() {}

  /**
   * Turns logs off for the rest of the process, before any library has begun to log: neither the
   * JDK's logging nor SLF4J's writes, and Logback, which is slow to start, is not loaded.
   */
  static void off() {
    MENSHEN.setLevel(Level.OFF);
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
  }

  /** Whether these arguments run a command whose logs are off. */
  static boolean unwanted(List<String> arguments) {
    if (arguments.isEmpty() || arguments.contains("--debug")) {
      return false;
    }
    return switch (arguments.getFirst()) {
      case "check", "eval", "models", "doctor", "db", "keys", "users", "audit", "keyring" -> true;
      case "warm-up" -> arguments.contains("check");
      default -> false;
    };
  }
}
