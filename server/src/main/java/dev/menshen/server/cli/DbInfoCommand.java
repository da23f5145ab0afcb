package dev.menshen.server.cli;

import dev.menshen.server.store.DatabaseContents;
import dev.menshen.server.store.Migration;
import dev.menshen.server.store.Schema;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen db info}: which database, which migrations it has, and how much is in it. */
@Command(name = "info", sortOptions = false)
final class DbInfoCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  DbInfoCommand(Terminal terminal, Texts texts, CommonOptions common) {
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
      Schema schema = installation.get(Schema.class);
      List<Migration> migrations = schema.migrations();
      print(schema.contents(), migrations);
      return migrations.stream().allMatch(it -> it.state() == Migration.State.APPLIED)
          ? ExitCode.OK
          : ExitCode.FAILURE;
    }
  }

  private void print(DatabaseContents contents, List<Migration> migrations) {
    PrintStream out = terminal.out();
    Palette palette = new Palette(terminal.outIsTerminal() && !common.plain(terminal));
    Table.aligned(
            List.of(
                List.of(texts.get("db.database"), contents.product()),
                List.of(texts.get("db.place"), contents.place()),
                List.of(texts.get("db.size"), ByteCount.of(contents.bytes()))))
        .forEach(out::println);
    section(palette, "db.migrations", migrations.stream().map(this::line).toList());
    section(palette, "db.rows", contents.tables().stream().map(this::line).toList());
    out.println();
    out.println(conclusion(migrations));
  }

  private void section(Palette palette, String key, List<List<String>> lines) {
    terminal.out().println();
    terminal.out().println(palette.strong(texts.get(key)));
    if (!lines.isEmpty()) {
      Table.aligned(lines).forEach(it -> terminal.out().println("  " + it));
    }
  }

  private List<String> line(Migration migration) {
    return List.of(
        migration.version(),
        migration.description(),
        texts.get("db.state." + migration.state().label()),
        migration
            .applied()
            .map(it -> it.truncatedTo(ChronoUnit.SECONDS))
            .map(Instant::toString)
            .orElse(""));
  }

  private List<String> line(DatabaseContents.Table table) {
    String rows = String.format(Locale.ROOT, "%,d", table.rows());
    return List.of(table.name(), table.estimated() ? texts.get("db.about", rows) : rows);
  }

  private String conclusion(List<Migration> migrations) {
    if (count(migrations, Migration.State.NEWER) > 0) {
      return texts.get("db.newer");
    }
    if (count(migrations, Migration.State.FAILED) > 0) {
      return texts.get("db.failed");
    }
    long pending = count(migrations, Migration.State.PENDING);
    return pending > 0 ? texts.get("db.pending", pending) : texts.get("db.current");
  }

  private static long count(List<Migration> migrations, Migration.State state) {
    return migrations.stream().filter(it -> it.state() == state).count();
  }
}
