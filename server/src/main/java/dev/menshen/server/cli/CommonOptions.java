package dev.menshen.server.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command understands. */
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      descriptionKey = "option.help")
  boolean help;

  @Option(names = "--no-color", scope = ScopeType.INHERIT, descriptionKey = "option.noColor")
  private boolean noColor;

  @Option(names = "--debug", scope = ScopeType.INHERIT, descriptionKey = "option.debug")
  private boolean debug;

  /** Whether faults are shown with their stack traces and libraries may log. */
  boolean debug() {
    return debug;
  }

  /** Whether the reader asked for plain text, by the option or by https://no-color.org. */
  boolean plain(Terminal terminal) {
    return noColor || !terminal.environment().getOrDefault("NO_COLOR", "").isEmpty();
  }
}
