package dev.menshen.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code menshen db}: the database. Alone it says what it can do. */
@Command(name = "db", sortOptions = false)
final class DbCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private DbCommand() {}

  /** The command with its own commands. */
  static CommandLine create(Terminal terminal, Texts texts, CommonOptions common) {
    return new CommandLine(new DbCommand())
        .addSubcommand(new DbInfoCommand(terminal, texts, common))
        .addSubcommand(new DbMigrateCommand(terminal, texts, common));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
