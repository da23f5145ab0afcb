package dev.menshen.server.cli;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code menshen audit}: the audit journal. Alone it says what it can do. */
@Command(name = "audit", sortOptions = false)
final class AuditCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private AuditCommand() {}

  /** The command with its own commands. */
  static CommandLine create(Terminal terminal, Texts texts, CommonOptions common) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditVerifyCommand(terminal, texts, common))
        .addSubcommand(new AuditSearchCommand(terminal, texts, common))
        .addSubcommand(new AuditExportCommand(terminal, texts, common))
        .addSubcommand(new AuditDecryptCommand(terminal, texts, common))
        .addSubcommand(new AuditRekeyCommand(terminal, texts, common));
  }

  /** Records what somebody does at the command line, before it is done. */
  static void record(
      Installation installation, String name, String target, Map<String, String> detail) {
    installation
        .get(AdministrativeActs.class)
        .record(new AdministrativeAct(Actor.COMMAND, name, target, Scope.GLOBAL, detail));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
