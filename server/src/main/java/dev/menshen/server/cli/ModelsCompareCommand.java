package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.InvalidCheckpointException;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.checkpoint.ModelNotFoundException;
import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.LocalGuard;
import dev.menshen.guard.local.LocalOptions;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import dev.menshen.guard.prompt.UnusablePromptFileException;
import dev.menshen.server.compare.Comparison;
import dev.menshen.server.compare.ComparisonBody;
import dev.menshen.server.compare.PrecisionRun;
import dev.menshen.server.compare.ResidentMemory;
import dev.menshen.server.compare.RowName;
import dev.menshen.server.doctor.Host;
import dev.menshen.server.doctor.MemoryRoom;
import dev.menshen.server.eval.UnlabelledFile;
import dev.menshen.server.guard.LocalProperties;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code menshen models compare}: what the precisions of a model change on somebody's rows. */
@Command(name = "compare", sortOptions = false)
final class ModelsCompareCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final ModelFolders folders;
  private final Supplier<MemoryRoom> room;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "MODEL", descriptionKey = "models.verify.model")
  private String model;

  @Option(names = "--data", paramLabel = "FILE", required = true, descriptionKey = "compare.data")
  private List<String> data = new ArrayList<>();

  @Option(names = "--precision", paramLabel = "PRECISION", descriptionKey = "compare.precision")
  private List<String> precisions = new ArrayList<>();

  @Option(names = "--json", descriptionKey = "compare.json")
  private boolean json;

  ModelsCompareCommand(Terminal terminal, Texts texts, CommonOptions common, ModelFolders folders) {
    this(
        terminal,
        texts,
        common,
        folders,
        () -> MemoryRoom.of(Host.ofProcess(terminal.environment())));
  }

  /**
   * The command on a machine with other memory.
   *
   * @param room the memory for a model
   */
  ModelsCompareCommand(
      Terminal terminal,
      Texts texts,
      CommonOptions common,
      ModelFolders folders,
      Supplier<MemoryRoom> room) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.folders = folders;
    this.room = room;
  }

  @Override
  public Integer call() {
    Set<Precision> wanted = precisions();
    LocalProperties properties = properties();
    Path folder = folder();
    List<UnlabelledFile> files = new DataFiles(terminal, texts).read(data, UnlabelledFile::read);
    Set<Precision> fitting = fitting(folder, wanted);
    List<UnlabelledFile.Row> rows = files.stream().flatMap(file -> file.rows().stream()).toList();
    List<PrecisionRun> runs =
        new Comparison(precision -> load(folder, properties, precision), ResidentMemory.ofProcess())
            .run(
                fitting,
                rows.stream().map(UnlabelledFile.Row::conversation).toList(),
                precision -> progress(precision, rows.size()));
    print(folder, runs, names(files));
    return runs.stream().allMatch(run -> run.notScanned() == rows.size())
        ? ExitCode.NOT_SCANNED
        : ExitCode.OK;
  }

  /** Those that were asked for, and full precision to compare them with. */
  private Set<Precision> precisions() {
    Set<Precision> wanted = EnumSet.of(Precision.FP32);
    precisions.forEach(name -> wanted.add(precision(name)));
    if (!precisions.isEmpty() && wanted.size() == 1) {
      throw CommandFailure.usage(texts.get("error.compare.alone"));
    }
    return precisions.isEmpty() ? EnumSet.allOf(Precision.class) : wanted;
  }

  private Precision precision(String name) {
    return Arrays.stream(Precision.values())
        .filter(precision -> precision.label().equals(name))
        .findFirst()
        .orElseThrow(() -> CommandFailure.usage(texts.get("error.compare.precision", name)));
  }

  private Path folder() {
    try {
      return folders.find(model);
    } catch (ModelNotFoundException e) {
      throw CommandFailure.of(e.message(texts.locale()), e);
    }
  }

  /** What fits into memory; what does not is named, and left out when two precisions remain. */
  private Set<Precision> fitting(Path folder, Set<Precision> wanted) {
    ModelShape shape = shape(folder);
    MemoryRoom memory = room.get();
    Set<Precision> fitting = EnumSet.noneOf(Precision.class);
    for (Precision precision : wanted) {
      Footprint footprint = Footprint.of(shape, precision);
      if (memory.holds(footprint)) {
        fitting.add(precision);
      } else {
        terminal
            .err()
            .println(
                texts.get(
                    "compare.leftOut",
                    precision.label(),
                    ByteCount.of(footprint.total()),
                    ByteCount.of(memory.free())));
      }
    }
    if (fitting.size() < 2) {
      throw CommandFailure.of(texts.get("error.compare.memory"));
    }
    return fitting;
  }

  private ModelShape shape(Path folder) {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return ModelShape.of(checkpoint.config());
    } catch (InvalidCheckpointException e) {
      throw unusable(folder, e);
    }
  }

  /** Keeps no keys and values, so that no row is read faster because of one before it. */
  private Guard load(Path folder, LocalProperties properties, Precision precision) {
    LocalOptions usual = properties.options(precision, folders.conversions());
    LocalOptions options =
        new LocalOptions(precision, usual.limits(), usual.threads(), usual.conversions(), 0);
    terminal.err().println(texts.get("compare.loading", precision.label()));
    try (LoadingDisplay display = LoadingDisplay.of(terminal, texts)) {
      return LocalGuard.load(folder, options, display);
    } catch (InvalidCheckpointException | UnusablePromptFileException e) {
      throw unusable(folder, e);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw CommandFailure.of(String.valueOf(e.getMessage()), e);
    }
  }

  private LocalProperties properties() {
    try {
      return LocalProperties.of(terminal.environment());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private CommandFailure unusable(Path folder, RuntimeException cause) {
    return CommandFailure.of(
        texts.get("error.compare.model", folder, ShellWords.join(List.of(folder.toString()))),
        cause);
  }

  private Comparison.Progress progress(Precision precision, int rows) {
    EvalProgress progress = EvalProgress.of(terminal, texts, precision.label(), rows);
    return new Comparison.Progress() {
      @Override
      public void step() {
        progress.step();
      }

      @Override
      public void close() {
        progress.close();
      }
    };
  }

  private static List<RowName> names(List<UnlabelledFile> files) {
    return files.stream()
        .flatMap(file -> file.rows().stream().map(row -> new RowName(file.name(), row.line())))
        .toList();
  }

  private void print(Path folder, List<PrecisionRun> runs, List<RowName> names) {
    if (json) {
      terminal
          .out()
          .println(
              new JsonMapper()
                  .writeValueAsString(ComparisonBody.of(folder.toString(), runs, names)));
      return;
    }
    Palette palette = new Palette(terminal.outIsTerminal() && !common.plain(terminal));
    new CompareReport(terminal.out(), palette, texts).print(folder, runs, names);
  }
}
