package dev.menshen.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code menshen policy}: what is done about which text. Alone it says what it can do. */
@Command(name = "policy", sortOptions = false)
final class PolicyCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private PolicyCommand() {}

  /** The command with its own commands. */
  static CommandLine create(Terminal terminal, Texts texts, CommonOptions common) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyShowCommand(terminal, texts))
        .addSubcommand(new PolicyCheckCommand(terminal, texts))
        .addSubcommand(new PolicyBacktestCommand(terminal, texts, common));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
