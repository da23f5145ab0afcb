package dev.menshen.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code menshen help [COMMAND ...]}: the same as {@code menshen COMMAND ... --help}. */
@Command(name = "help", helpCommand = true)
final class HelpCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "COMMAND", descriptionKey = "help.command")
  private List<String> names = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine menshen = spec.commandLine().getParent();
    CommandLine command = menshen;
    for (String name : names) {
      CommandLine next = command.getSubcommands().get(name);
      if (next == null) {
        throw new UnmatchedArgumentException(command, List.of(name));
      }
      command = next;
    }
    command.usage(menshen.getOut());
    return ExitCode.OK;
  }
}
