package dev.menshen.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Conversation;
import dev.menshen.Severity;
import dev.menshen.guard.local.ConversionProgress;
import dev.menshen.guard.local.LocalGuard;
import dev.menshen.guard.local.LocalOptions;
import dev.menshen.guard.local.Precision;
import dev.menshen.guard.prompt.PromptEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Times a local guard for {@code qwen3guard.sh}: the first verdict after the start of the process,
 * then one for each text. Prints a line {@code measure, tokens of text, figure} for each, separated
 * by tabs; times are in milliseconds, memory in MB.
 *
 * <p>A text that is Safe is read in one pass ({@code verdict}); of another the categories are
 * decoded as well ({@code answer}). {@code rendering} is the part of either that renders the
 * template and tokenises. Usage: {@code LocalGuardRun MODEL PRECISION CONVERSIONS [TEXTS]}.
 */
public final class LocalGuardRun {
  private static final Path STATUS = Path.of("/proc/self/status");

  private LocalGuardRun() {}

  /** Runs the measurement; without texts, that of the start alone. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      System.err.println("usage: LocalGuardRun MODEL PRECISION CONVERSIONS [TEXTS]");
      System.exit(2);
    }
    Path model = Path.of(arguments[0]);
    LocalOptions defaults =
        LocalOptions.of(Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT)));
    LocalOptions options =
        new LocalOptions(
            defaults.precision(),
            defaults.limits(),
            defaults.threads(),
            Path.of(arguments[2]),
            defaults.keyValueBytes());
    try (LocalGuard guard = LocalGuard.load(model, options, ConversionProgress.NONE)) {
      guard.assess(Conversation.ofPrompt("Is this the first?"), AssessmentOptions.DEFAULT);
      print("start", 0, Duration.between(startOfProcess(), Instant.now()).toNanos() / 1e6);
      if (arguments.length > 3) {
        readAll(guard, model, options, Path.of(arguments[3]));
      }
    }
  }

  private static Instant startOfProcess() {
    return ProcessHandle.current().info().startInstant().orElseThrow();
  }

  private static void readAll(LocalGuard guard, Path model, LocalOptions options, Path texts)
      throws IOException {
    try (PromptEncoder prompts = PromptEncoder.load(model, options.limits())) {
      for (JsonNode text : new JsonMapper().readTree(texts.toFile()).path("texts")) {
        read(guard, prompts, text);
      }
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
        double kibibytes = Double.parseDouble(line.replaceAll("\\D", ""));
        print(line.startsWith("VmRSS:") ? "resident" : "peak", 0, kibibytes * 1024 / 1e6);
      }
    }
  }

  private static void read(LocalGuard guard, PromptEncoder prompts, JsonNode text) {
    Conversation conversation = Conversation.ofPrompt(text.path("text").asText());
    long start = System.nanoTime();
    prompts.encode(conversation);
    long rendered = System.nanoTime();
    Assessment assessment = guard.assess(conversation, AssessmentOptions.DEFAULT);
    long end = System.nanoTime();
    if (text.path("warmUp").asBoolean()) {
      return;
    }
    int tokens = text.path("tokens").asInt();
    String measure = assessment.severity() == Severity.SAFE ? "verdict" : "answer";
    print(measure, tokens, (end - rendered) / 1e6);
    print("rendering", tokens, (rendered - start) / 1e6);
    if (measure.equals("answer")) {
      print("written", tokens, assessment.tokens() - text.path("ids").size());
    }
  }

  private static void print(String measure, int tokens, double figure) {
    System.out.printf(Locale.ROOT, "%s\t%d\t%.1f%n", measure, tokens, figure);
  }
}
