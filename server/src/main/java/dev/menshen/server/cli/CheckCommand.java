package dev.menshen.server.cli;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.InvalidConversationException;
import dev.menshen.Message;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.pipeline.PipelineBuilder;
import dev.menshen.server.input.Utf8Lines;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen check}: moderates texts here and now. */
@Command(name = "check", sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final GuardLoading guards;

  @Parameters(arity = "0..*", paramLabel = "TEXT", descriptionKey = "check.text")
  private List<String> text = new ArrayList<>();

  @Option(names = "--file", paramLabel = "FILE", descriptionKey = "check.file")
  private @Nullable String file;

  @Option(names = "--conversation", paramLabel = "FILE", descriptionKey = "check.conversation")
  private @Nullable String conversation;

  @Option(names = "--response-to", paramLabel = "QUESTION", descriptionKey = "check.responseTo")
  private @Nullable String question;

  @Option(names = "--lines", descriptionKey = "check.lines")
  private boolean lines;

  @Mixin private ModelOptions model = new ModelOptions();

  @Option(names = "--scores", paramLabel = "verdict|full", descriptionKey = "check.scores")
  private Scores scores = Scores.VERDICT;

  @Option(names = "--guard-only", descriptionKey = "check.guardOnly")
  private boolean guardOnly;

  @Option(names = "--json", descriptionKey = "check.json")
  private boolean json;

  @Option(names = "--exit-code", descriptionKey = "check.exitCode")
  private boolean verdictAsExitCode;

  CheckCommand(Terminal terminal, Texts texts, CommonOptions common, GuardLoading guards) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.guards = guards;
  }

  @Override
  public Integer call() {
    checkOptions();
    CheckReport report =
        new CheckReport(
            terminal.out(),
            new Palette(terminal.outIsTerminal() && !common.plain(terminal)),
            texts);
    return lines ? checkLines(report) : checkOne(report);
  }

  private void checkOptions() {
    if (text.size() > 1) {
      throw CommandFailure.usage(texts.get("error.check.quotes", text.size()));
    }
    int sources = text.size() + (file == null ? 0 : 1) + (conversation == null ? 0 : 1);
    if (sources == 0) {
      throw CommandFailure.usage(texts.get("error.check.nothing"));
    }
    if (sources > 1) {
      throw CommandFailure.usage(texts.get("error.check.sources"));
    }
    if (conversation != null && question != null) {
      throw CommandFailure.usage(texts.get("error.check.question"));
    }
    if (lines && input().isEmpty()) {
      throw CommandFailure.usage(texts.get("error.check.lines"));
    }
  }

  private int checkOne(CheckReport report) {
    Conversation judged = conversation();
    try (Pipeline pipeline = pipeline(guards.lazily(model))) {
      Moderation moderation =
          pipeline.moderate(judged, AssessmentOptions.DEFAULT.withScores(scores));
      if (json) {
        terminal.out().println(CheckJson.of(moderation, scores));
      } else {
        report.print(moderation, scores);
      }
      return exitCode(moderation);
    }
  }

  private int checkLines(CheckReport report) {
    InputFile input = input().orElseThrow();
    int exitCode = ExitCode.OK;
    int judged = 0;
    AssessmentOptions options =
        AssessmentOptions.DEFAULT.withScores(scores).withPriority(Priority.BULK);
    try (InputStream in = input.open();
        Pipeline pipeline = pipeline(guards.whole(model))) {
      Utf8Lines remaining = new Utf8Lines(in);
      for (Optional<Utf8Lines.Line> line = remaining.next();
          line.isPresent();
          line = remaining.next()) {
        if (line.get().text().isBlank()) {
          continue;
        }
        Moderation moderation = pipeline.moderate(conversation(line.get(), input), options);
        if (json) {
          terminal.out().println(CheckJson.of(line.get().number(), moderation, scores));
        } else {
          report.printLine(line.get().number(), moderation);
        }
        exitCode = Math.max(exitCode, exitCode(moderation));
        judged++;
        if (terminal.out().checkError()) {
          // Whoever read the output has gone, as head does.
          break;
        }
      }
    } catch (IOException e) {
      throw input.failure(e);
    }
    if (judged == 0) {
      throw CommandFailure.of(texts.get("error.file.empty", input.label()));
    }
    return exitCode;
  }

  private Pipeline pipeline(Guard guard) {
    PipelineBuilder builder = Pipeline.around(guard);
    return guardOnly ? builder.guardOnly().build() : builder.build();
  }

  private Conversation conversation() {
    try {
      return conversation != null
          ? new ConversationFile(new InputFile(conversation, terminal, texts), texts).read()
          : conversation(
              input().map(InputFile::text).map(CheckCommand::chomp).orElseGet(text::getFirst));
    } catch (InvalidConversationException e) {
      throw CommandFailure.of(texts.get("error.check.text", String.valueOf(e.getMessage())), e);
    }
  }

  private Conversation conversation(Utf8Lines.Line line, InputFile input) {
    try {
      return conversation(line.text());
    } catch (InvalidConversationException e) {
      throw CommandFailure.of(
          texts.get(
              "error.check.line", input.label(), line.number(), String.valueOf(e.getMessage())),
          e);
    }
  }

  private Conversation conversation(String judged) {
    return new Conversation(
        question == null
            ? List.of(Message.user(judged))
            : List.of(Message.user(question), Message.assistant(judged)));
  }

  /** The file or stream to read the text from, when there is one. */
  private Optional<InputFile> input() {
    Optional<String> name =
        text.size() == 1 && text.getFirst().equals("-")
            ? Optional.of("-")
            : Optional.ofNullable(file);
    return name.map(it -> new InputFile(it, terminal, texts));
  }

  /** Without the line ending that editors and {@code echo} put at the end of a text. */
  private static String chomp(String text) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private int exitCode(Moderation moderation) {
    return switch (moderation) {
      case Moderation.NotScanned _ -> ExitCode.NOT_SCANNED;
      case Moderation.Assessed assessed ->
          verdictAsExitCode
              ? switch (assessed.assessment().severity()) {
                case SAFE -> ExitCode.OK;
                case CONTROVERSIAL -> ExitCode.CONTROVERSIAL;
                case UNSAFE -> ExitCode.UNSAFE;
              }
              : ExitCode.OK;
    };
  }
}
