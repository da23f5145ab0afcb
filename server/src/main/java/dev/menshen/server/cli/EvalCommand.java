package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.pipeline.PipelineBuilder;
import dev.menshen.server.eval.Evaluation;
import dev.menshen.server.eval.EvaluationBody;
import dev.menshen.server.eval.Figures;
import dev.menshen.server.eval.HtmlReport;
import dev.menshen.server.eval.LabelledFile;
import dev.menshen.server.guard.GuardThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code menshen eval}: measures the guard on labelled rows. */
@Command(name = "eval", sortOptions = false)
final class EvalCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final GuardLoading guards;

  @Option(names = "--data", paramLabel = "FILE", required = true, descriptionKey = "eval.data")
  private List<String> data = new ArrayList<>();

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(names = "--report", paramLabel = "FILE", descriptionKey = "eval.report")
  private @Nullable String report;

  @Option(names = "--guard-only", descriptionKey = "check.guardOnly")
  private boolean guardOnly;

  @Option(names = "--json", descriptionKey = "eval.json")
  private boolean json;

  @Option(names = "--threads", paramLabel = "N", descriptionKey = "eval.threads")
  private @Nullable Integer threads;

  @Option(names = "--limit", paramLabel = "N", descriptionKey = "eval.limit")
  private int limit = Integer.MAX_VALUE;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  EvalCommand(Terminal terminal, Texts texts, CommonOptions common, GuardLoading guards) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.guards = guards;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean noThread = threads != null && threads < 1;
    if (noThread || limit < 1) {
      throw CommandFailure.usage(
          texts.get("error.eval.positive", noThread ? "--threads" : "--limit"));
    }
    List<LabelledFile> files =
        new DataFiles(terminal, texts).read(data, (name, in) -> LabelledFile.read(name, in, limit));
    Path reportPath = report == null ? null : reportPath(report);
    List<Figures> figures = new ArrayList<>();
    GuardInfo guard;
    int atOnce;
    Guard loaded = guards.whole(model);
    try (Pipeline pipeline = pipeline(loaded)) {
      guard = pipeline.guard();
      atOnce = threads == null ? GuardThreads.suiting(loaded) : threads;
      Evaluation evaluation = new Evaluation(pipeline, atOnce);
      for (LabelledFile file : files) {
        try (EvalProgress progress =
            EvalProgress.of(terminal, texts, file.name(), file.rows().size())) {
          figures.add(evaluation.measure(file, progress::step));
        }
      }
    }
    print(figures, guard);
    if (reportPath != null) {
      write(reportPath, figures, guard, atOnce);
    }
    return figures.stream().allMatch(file -> file.notScanned() == file.rows())
        ? ExitCode.NOT_SCANNED
        : ExitCode.OK;
  }

  private Pipeline pipeline(Guard guard) {
    PipelineBuilder builder = Pipeline.around(guard);
    return guardOnly ? builder.guardOnly().build() : builder.build();
  }

  /** Checked before the long run, not after it. */
  private Path reportPath(String name) {
    Path path = InputFile.path(name, texts).toAbsolutePath();
    Path folder = path.getParent();
    if (Files.isDirectory(path)) {
      throw CommandFailure.of(texts.get("error.file.directory", name));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw CommandFailure.of(texts.get("error.eval.reportFolder", name));
    }
    if (!Files.isWritable(Files.exists(path) ? path : folder)) {
      throw CommandFailure.of(texts.get("error.eval.reportWrite", name));
    }
    return path;
  }

  private void print(List<Figures> figures, GuardInfo guard) {
    if (json) {
      terminal.out().println(new JsonMapper().writeValueAsString(EvaluationBody.of(figures)));
      return;
    }
    Palette palette = new Palette(terminal.outIsTerminal() && !common.plain(terminal));
    terminal.out().println(guard.model() + " (" + guard.kind().label() + ")");
    for (String line : GuardNote.lines(guard, texts)) {
      terminal.out().println(palette.faint(line));
    }
    terminal.out().println();
    new EvalTable(terminal.out(), palette, texts).print(figures);
  }

  private void write(Path path, List<Figures> figures, GuardInfo guard, int atOnce) {
    String command =
        "./menshen " + ShellWords.join(spec.commandLine().getParseResult().originalArgs());
    try {
      Files.writeString(
          path,
          new HtmlReport(guard, command, atOnce, ZonedDateTime.now(ZoneId.systemDefault()))
              .render(figures));
    } catch (IOException e) {
      throw CommandFailure.of(texts.get("error.eval.reportWrite", path), e);
    }
    terminal.err().println(texts.get("eval.reportWritten", path.toUri()));
  }
}
