package dev.menshen.server.cli;

import dev.menshen.server.guard.LocalProperties;

/** The settings of a local guard for a command that is no server. */
final class ModelSettings {
  private ModelSettings() {}

  /**
   * The settings in the environment.
   *
   * @throws CommandFailure when one is wrong
   */
  static LocalProperties of(Terminal terminal, Texts texts) {
    try {
      return LocalProperties.of(terminal.environment());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(texts.get("error.setting", String.valueOf(e.getMessage())));
    }
  }
}
