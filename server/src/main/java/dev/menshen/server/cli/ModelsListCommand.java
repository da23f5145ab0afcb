package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.DataType;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.checkpoint.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code menshen models list}: the models in the places where they are looked for. */
@Command(name = "list", sortOptions = false)
final class ModelsListCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("name", "size", "layers", "precision", "state", "path");

  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final ModelFolders folders;

  ModelsListCommand(Terminal terminal, Texts texts, CommonOptions common, ModelFolders folders) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.folders = folders;
  }

  @Override
  public Integer call() {
    List<ModelFolders.Found> models = folders.list();
    if (models.isEmpty()) {
      terminal.out().println(texts.get("models.list.none"));
      for (Path place : folders.places()) {
        terminal.out().println("  " + place);
      }
      return ExitCode.OK;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(COLUMNS.stream().map(column -> texts.get("models.column." + column)).toList());
    for (ModelFolders.Found model : models) {
      lines.add(line(model.name(), Verification.ofWeights(model.folder())));
    }
    Palette palette = new Palette(terminal.outIsTerminal() && !common.plain(terminal));
    List<String> aligned = Table.aligned(lines);
    terminal.out().println(palette.strong(aligned.getFirst()));
    aligned.stream().skip(1).forEach(terminal.out()::println);
    return ExitCode.OK;
  }

  private List<String> line(String name, Verification model) {
    return List.of(
        name,
        size(model.bytes()),
        model.config().map(Qwen3Config::layers).map(String::valueOf).orElse("-"),
        Optional.of(
                model.precisions().stream()
                    .map(DataType::name)
                    .map(precision -> precision.toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining("+")))
            .filter(precisions -> !precisions.isEmpty())
            .orElse("-"),
        texts.get(model.isWhole() ? "models.whole" : "models.faulty", model.faults().size()),
        model.folder().toString());
  }

  /** In decimal units, as the hubs show it. */
  private static String size(long bytes) {
    return bytes < 100_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }
}
