package dev.menshen.server.cli;

import dev.menshen.server.people.Account;
import dev.menshen.server.people.People;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that does one thing to one account, such as {@code menshen users disable}. */
@Command(sortOptions = false)
final class UserChangeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final UserAccess access;
  private final Change change;
  private final String done;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "NAME", descriptionKey = "users.name")
  private String name;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  UserChangeCommand(Terminal terminal, Texts texts, UserAccess access, Change change, String done) {
    this.terminal = terminal;
    this.texts = texts;
    this.access = access;
    this.change = change;
    this.done = done;
  }

  @Override
  public Integer call() {
    Account changed =
        access.with(
            dataFolder,
            people -> {
              Account account = access.find(people, name);
              change.make(people, account);
              return account;
            });
    terminal.out().println(texts.get(done, changed.name()));
    return ExitCode.OK;
  }

  /** What is done. */
  @FunctionalInterface
  interface Change {
    /** Does it to an account. */
    void make(People people, Account account);
  }
}
