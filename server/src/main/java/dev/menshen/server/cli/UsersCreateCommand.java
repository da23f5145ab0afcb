package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.people.People;
import dev.menshen.server.people.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen users create}: lets somebody log in. */
@Command(name = "create", sortOptions = false)
final class UsersCreateCommand implements Callable<Integer> {
  private final UserAccess access;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "NAME", descriptionKey = "users.create.name")
  private String name;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Option(
      names = "--role",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      descriptionKey = "users.role")
  private List<String> roles;

  @Option(names = "--tenant", paramLabel = "NAME", descriptionKey = "users.tenant")
  private @Nullable String tenant;

  @Option(names = "--ask-password", descriptionKey = "users.ask")
  private boolean ask;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  UsersCreateCommand(UserAccess access) {
    this.access = access;
  }

  @Override
  public Integer call() {
    Set<Role> chosen = access.roles(roles);
    Optional<String> password = access.password(ask);
    People.Issued issued =
        access.with(
            dataFolder,
            people ->
                people.create(Actor.COMMAND, name, Optional.ofNullable(tenant), chosen, password));
    access.print("users.create.done", issued, ask);
    return ExitCode.OK;
  }
}
