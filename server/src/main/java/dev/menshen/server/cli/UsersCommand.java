package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code menshen users}: who may log in. Alone it says what it can do. */
@Command(name = "users", sortOptions = false)
final class UsersCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private UsersCommand() {}

  /** The command with its own commands. */
  static CommandLine create(Terminal terminal, Texts texts, CommonOptions common) {
    UserAccess access = new UserAccess(terminal, texts, common);
    CommandLine users =
        new CommandLine(new UsersCommand())
            .addSubcommand(new UsersCreateCommand(access))
            .addSubcommand(new UsersListCommand(terminal, texts, access))
            .addSubcommand(new UsersRolesCommand(terminal, texts, access))
            .addSubcommand(new UsersResetPasswordCommand(access));
    UserChangeCommand.Change disable = (people, it) -> people.enable(Actor.COMMAND, it, false);
    UserChangeCommand.Change enable = (people, it) -> people.enable(Actor.COMMAND, it, true);
    UserChangeCommand.Change reset = (people, it) -> people.resetSecondFactor(Actor.COMMAND, it);
    UserChangeCommand.Change signOut = (people, it) -> people.signOut(Actor.COMMAND, it);
    return users
        .addSubcommand(
            "reset-totp",
            new UserChangeCommand(terminal, texts, access, reset, "users.reset-totp.done"))
        .addSubcommand(
            "sign-out",
            new UserChangeCommand(terminal, texts, access, signOut, "users.sign-out.done"))
        .addSubcommand(
            "disable",
            new UserChangeCommand(terminal, texts, access, disable, "users.disable.done"))
        .addSubcommand(
            "enable", new UserChangeCommand(terminal, texts, access, enable, "users.enable.done"));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
