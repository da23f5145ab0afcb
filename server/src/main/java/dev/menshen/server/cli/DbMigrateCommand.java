package dev.menshen.server.cli;

import dev.menshen.server.store.InstallationException;
import dev.menshen.server.store.Schema;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen db migrate}: brings the tables to this version of the program. */
@Command(name = "migrate", sortOptions = false)
final class DbMigrateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  DbMigrateCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    try (Installation installation =
        Installation.open(
            DataFolder.prepare(dataFolder, terminal.environment(), texts),
            terminal,
            texts,
            common)) {
      int run = installation.get(Schema.class).migrate();
      terminal.out().println(run == 0 ? texts.get("db.current") : texts.get("db.migrated", run));
      return ExitCode.OK;
    } catch (InstallationException e) {
      throw StartFailures.ofCommand(e, texts);
    }
  }
}
