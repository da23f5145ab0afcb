package dev.menshen.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code menshen help [COMMAND]}: the same as {@code menshen COMMAND --help}. */
@Command(name = "help", helpCommand = true)
final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "COMMAND", descriptionKey = "help.command")
  private @Nullable String name;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine menshen = spec.commandLine().getParent();
    CommandLine command = name == null ? menshen : menshen.getSubcommands().get(name);
    if (command == null) {
      throw new UnmatchedArgumentException(menshen, List.of(String.valueOf(name)));
    }
    command.usage(menshen.getOut());
    return ExitCode.OK;
  }
}
