package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.people.Account;
import dev.menshen.server.people.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen users roles}: changes what somebody is here for. */
@Command(name = "roles", sortOptions = false)
final class UsersRolesCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final UserAccess access;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "NAME", descriptionKey = "users.name")
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

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  UsersRolesCommand(Terminal terminal, Texts texts, UserAccess access) {
    this.terminal = terminal;
    this.texts = texts;
    this.access = access;
  }

  @Override
  public Integer call() {
    Set<Role> chosen = access.roles(roles);
    Account changed =
        access.with(
            dataFolder,
            people -> {
              Account account = access.find(people, name);
              people.changeRoles(Actor.COMMAND, account, chosen, Optional.ofNullable(tenant));
              return account;
            });
    terminal.out().println(texts.get("users.roles.done", changed.name()));
    return ExitCode.OK;
  }
}
