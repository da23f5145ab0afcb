package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.people.Account;
import dev.menshen.server.people.People;
import dev.menshen.server.people.RefusedChangeException;
import dev.menshen.server.people.Role;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The accounts of an installation, as commands work on them. */
final class UserAccess {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  UserAccess(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  /**
   * Does something with the accounts.
   *
   * @throws CommandFailure when an account cannot be made or changed so
   */
  <T> T with(@Nullable String dataFolder, Function<People, T> work) {
    try (Installation installation =
        Installation.open(
            DataFolder.prepare(dataFolder, terminal.environment(), texts),
            terminal,
            texts,
            common)) {
      return work.apply(installation.get(People.class));
    } catch (RefusedChangeException e) {
      throw CommandFailure.of(texts.get("error.users." + e.reason().key()), e);
    }
  }

  /** The account of this name or id. */
  Account find(People people, String name) {
    return people
        .find(Actor.COMMAND, name)
        .orElseThrow(() -> CommandFailure.of(texts.get("error.users.unknown")));
  }

  /** The roles of these names. */
  Set<Role> roles(List<String> labels) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String label : labels) {
      roles.add(
          Role.ofLabel(label.strip())
              .orElseThrow(
                  () -> CommandFailure.usage(texts.get("error.users.role", Role.labels()))));
    }
    return roles;
  }

  /**
   * The password that somebody types, without showing it where there is a terminal; else the first
   * line of standard input. Empty when none is asked for.
   */
  Optional<String> password(boolean ask) {
    if (!ask) {
      return Optional.empty();
    }
    Console console = terminal.outIsTerminal() ? console() : null;
    if (console == null) {
      return Optional.of(line());
    }
    char[] first = console.readPassword("%s", texts.get("users.password"));
    char[] second = console.readPassword("%s", texts.get("users.password.again"));
    if (first == null || second == null || !String.valueOf(first).equals(String.valueOf(second))) {
      throw CommandFailure.of(texts.get("error.users.differ"));
    }
    return Optional.of(String.valueOf(first));
  }

  @SuppressWarnings("SystemConsoleNull") // it is null with -Djdk.console=java.base
  private static @Nullable Console console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }

  private String line() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw CommandFailure.of(texts.get("error.users.read"), e);
    }
  }

  /** Says what was done; of a random password, the password alone goes to standard output. */
  void print(String key, People.Issued issued, boolean asked) {
    terminal.err().println(texts.get(key, issued.account().name()));
    if (!asked) {
      terminal.err().println(texts.get("users.issued"));
      terminal.err().flush();
      terminal.out().println(issued.password());
    }
  }
}
