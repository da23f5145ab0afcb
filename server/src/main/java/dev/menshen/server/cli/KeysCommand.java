package dev.menshen.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code menshen keys}: who may ask the server. Alone it says what it can do. */
@Command(name = "keys", sortOptions = false)
final class KeysCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private KeysCommand() {}

  /** The command with its own commands. */
  static CommandLine create(Terminal terminal, Texts texts, CommonOptions common) {
    return new CommandLine(new KeysCommand())
        .addSubcommand(new KeysCreateCommand(terminal, texts, common))
        .addSubcommand(new KeysListCommand(terminal, texts, common))
        .addSubcommand(new KeysRotateCommand(terminal, texts, common))
        .addSubcommand(new KeysRevokeCommand(terminal, texts, common));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
