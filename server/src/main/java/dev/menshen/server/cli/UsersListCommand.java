package dev.menshen.server.cli;

import static java.util.stream.Collectors.joining;

import dev.menshen.server.access.Actor;
import dev.menshen.server.people.Account;
import dev.menshen.server.people.People;
import dev.menshen.server.people.Role;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen users list}: who may log in, by name. */
@Command(name = "list", sortOptions = false)
final class UsersListCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  private final Terminal terminal;
  private final Texts texts;
  private final UserAccess access;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  UsersListCommand(Terminal terminal, Texts texts, UserAccess access) {
    this.terminal = terminal;
    this.texts = texts;
    this.access = access;
  }

  @Override
  public Integer call() {
    List<Account> accounts = access.with(dataFolder, UsersListCommand::all);
    if (accounts.isEmpty()) {
      terminal.out().println(texts.get("users.list.none"));
      return ExitCode.OK;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            texts.get("users.list.name"),
            texts.get("users.list.roles"),
            texts.get("users.list.tenant"),
            texts.get("users.list.status"),
            texts.get("users.list.totp"),
            texts.get("users.list.loggedIn"),
            texts.get("users.list.id")));
    accounts.forEach(account -> lines.add(line(account)));
    Table.aligned(lines).forEach(terminal.out()::println);
    return ExitCode.OK;
  }

  private static List<Account> all(People people) {
    List<Account> all = new ArrayList<>();
    List<Account> page;
    do {
      Optional<Account> last = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
      page = people.list(Actor.COMMAND, last, PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private List<String> line(Account account) {
    return List.of(
        account.name(),
        account.roles().stream().sorted().map(Role::label).collect(joining(",")),
        account.tenant().orElseGet(() -> texts.get("users.list.all")),
        texts.get(account.enabled() ? "users.list.enabled" : "users.list.disabled"),
        account.isLocal()
            ? texts.get(account.secondFactor().isPresent() ? "users.list.on" : "users.list.off")
            : account.issuer(),
        account
            .loggedIn()
            .map(time -> time.truncatedTo(ChronoUnit.MINUTES).toString())
            .orElseGet(() -> texts.get("users.list.never")),
        account.id());
  }
}
