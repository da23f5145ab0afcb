package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.people.People;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen users reset-password}: for whoever has forgotten it. */
@Command(name = "reset-password", sortOptions = false)
final class UsersResetPasswordCommand implements Callable<Integer> {
  private final UserAccess access;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "NAME", descriptionKey = "users.name")
  private String name;

  @Option(names = "--ask-password", descriptionKey = "users.ask")
  private boolean ask;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  UsersResetPasswordCommand(UserAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    Optional<String> password = access.password(ask);
    People.Issued issued =
        access.with(
            dataFolder,
            people -> people.resetPassword(Actor.COMMAND, access.find(people, name), password));
    access.print("users.reset-password.done", issued, ask);
    return ExitCode.OK;
  }
}
