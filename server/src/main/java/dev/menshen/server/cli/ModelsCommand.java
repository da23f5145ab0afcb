package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.server.doctor.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code menshen models}: the models on this machine. Alone it says what it can do. */
@Command(name = "models", sortOptions = false)
final class ModelsCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private ModelsCommand() {}

  /** The command with its own commands. */
  static CommandLine create(
      Terminal terminal, Texts texts, CommonOptions common, Supplier<Host> host) {
    ModelFolders folders = folders(terminal.environment());
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new ModelsListCommand(terminal, texts, common, folders))
        .addSubcommand(
            new ModelsVerifyCommand(
                terminal, texts, folders, List.of(new SelfTest(terminal, texts, host))))
        .addSubcommand(new ModelsCompareCommand(terminal, texts, common, folders))
        .addSubcommand(new PullCommand(terminal, texts, folders));
  }

  /** Where models are looked for. */
  static ModelFolders folders(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return new ModelFolders(
        environment, Path.of(home.isEmpty() ? System.getProperty("user.home") : home));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
