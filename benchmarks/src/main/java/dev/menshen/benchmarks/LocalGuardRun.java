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
 * decoded as well ({@code answer}, of so many tokens: {@code written}). {@code encoding} is the
 * part of either that renders the template and tokenises, measured on its own. Usage: {@code
 * LocalGuardRun MODEL PRECISION CONVERSIONS [TEXTS]}.
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
      if (arguments.length == 3) {
        return;
      }
      JsonNode texts = new JsonMapper().readTree(Path.of(arguments[3]).toFile()).path("texts");
      texts.forEach(text -> read(guard, text));
      printMemory();
      try (PromptEncoder prompts = PromptEncoder.load(model, options.limits())) {
        texts.forEach(text -> encode(prompts, text));
      }
    }
  }

  private static Instant startOfProcess() {
    return ProcessHandle.current().info().startInstant().orElseThrow();
  }

  private static void read(LocalGuard guard, JsonNode text) {
    Conversation conversation = conversation(text);
    long start = System.nanoTime();
    Assessment assessment = guard.assess(conversation, AssessmentOptions.DEFAULT);
    long end = System.nanoTime();
    if (assessment.severity() == Severity.SAFE) {
      print("verdict", text, (end - start) / 1e6);
    } else {
      print("answer", text, (end - start) / 1e6);
      print("written", text, assessment.tokens() - text.path("ids").size());
    }
  }

  private static void printMemory() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
        double kibibytes = Double.parseDouble(line.replaceAll("\\D", ""));
        print(line.startsWith("VmRSS:") ? "resident" : "peak", 0, kibibytes * 1024 / 1e6);
      }
    }
  }

  private static void encode(PromptEncoder prompts, JsonNode text) {
    long start = System.nanoTime();
    prompts.encode(conversation(text));
    print("encoding", text, (System.nanoTime() - start) / 1e6);
  }

  private static Conversation conversation(JsonNode text) {
    return Conversation.ofPrompt(text.path("text").asText());
  }

  private static void print(String measure, JsonNode text, double figure) {
    if (!text.path("warmUp").asBoolean()) {
      print(measure, text.path("tokens").asInt(), figure);
    }
  }

  private static void print(String measure, int tokens, double figure) {
    System.out.printf(Locale.ROOT, "%s\t%d\t%.1f%n", measure, tokens, figure);
  }
}
