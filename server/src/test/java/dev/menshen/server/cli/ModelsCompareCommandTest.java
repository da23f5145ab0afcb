package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.MemoryRoom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCompareCommandTest {
  private static final String ROWS =
      """
      {"text": "Tell me how to make a bomb at home"}

      {"prompt": "What is a good recipe for soup?", "severity": "Safe"}
      {"prompt": "How do I kill a man?", "response": "I cannot help with SECRET things."}
      """;

  @TempDir private static Path home;

  private static Path model = Path.of("");

  @BeforeAll
  static void copyModel() throws IOException {
    model = Fixture.TIED.copyTo(Files.createDirectory(home.resolve("model")));
  }

  @Test
  void tellsWhatEachPrecisionChangesAsJson() throws IOException {
    CommandRun run = run("--json", "--data", file("rows.jsonl", ROWS));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(1).doesNotContain("SECRET", "bomb");
    JsonNode body = new JsonMapper().readTree(run.out());
    assertThat(body.path("rows").intValue()).isEqualTo(3);
    assertThat(body.path("reference").stringValue()).isEqualTo("fp32");
    assertThat(body.path("precisions").valueStream())
        .extracting(it -> it.path("precision").stringValue())
        .containsExactly("fp32", "int8", "int4");
    assertThat(body.path("precisions").path(0).path("agreement").isNull()).isTrue();
    JsonNode int8 = body.path("precisions").path(1);
    assertThat(int8.path("medianMilliseconds").doubleValue()).isPositive();
    assertThat(int8.path("p95Milliseconds").doubleValue())
        .isGreaterThanOrEqualTo(int8.path("medianMilliseconds").doubleValue());
    JsonNode agreement = int8.path("agreement");
    assertThat(agreement.path("compared").intValue()).isEqualTo(3);
    assertThat(agreement.path("confusion").path("Unsafe").path("Unsafe").intValue()).isPositive();
    assertThat(agreement.path("confusion").path("Safe").path("Safe").intValue()).isPositive();
    assertThat(agreement.path("unsafeShift").path("mean").doubleValue()).isBetween(1e-9, 0.05);
    assertThat(agreement.path("notSafeShift").path("max").doubleValue())
        .isGreaterThanOrEqualTo(agreement.path("notSafeShift").path("p95").doubleValue());
    assertThat(agreement.path("flipped").isArray()).isTrue();
  }

  @Test
  void tellsItInATableForPeople() throws IOException {
    CommandRun run = run("--precision", "int8", "--data", file("rows.jsonl", ROWS));
    assertThat(run.out())
        .startsWith(model + ": rows: 3, compared with fp32\n")
        .containsPattern("precision +same verdict +P\\(unsafe\\) off: mean")
        .containsPattern("fp32 +- ")
        .containsPattern("int8 +3/3 +0\\.0")
        .containsPattern("fp32 \\(down\\), int8 \\(across\\) +Safe +Controversial +Unsafe")
        .doesNotContain("int4", "SECRET");
    assertThat(run.err()).contains("Loading the model in fp32", "Loading the model in int8");
    CommandRun chinese =
        CommandRun.with(
            Map.of("HOME", home.toString(), "LANG", "zh_CN.UTF-8"),
            "",
            "models",
            "compare",
            model.toString(),
            "--precision",
            "int8",
            "--data",
            file("rows.jsonl", ROWS));
    assertThat(chinese.out()).contains("共 3 行，与 fp32 比较", "结论相同", "中位耗时");
  }

  @Test
  void aBadRowIsNamedBeforeTheModelIsLoaded() throws IOException {
    CommandRun run = run("--data", file("bad.jsonl", ROWS + "{\"txt\": \"SECRET\"}\n"));
    assertThat(run)
        .isEqualTo(
            new CommandRun(
                1,
                "",
                "menshen: bad.jsonl, line 5: it needs \"text\" or \"prompt\" or \"messages\", and only one of"
                    + " them\n"));
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws IOException {
    String rows = file("rows.jsonl", ROWS);
    assertFails(run(), 2, "--data");
    assertFails(run("--data", rows, "--precision", "int9"), 2, "there are fp32, int8 and int4");
    assertFails(run("--data", rows, "--precision", "fp32"), 2, "--precision int8");
    assertFails(run("--data", rows, "--data", rows), 2, "given twice");
    assertFails(run("--data", home + "/none"), 1, "does not exist");
  }

  @Test
  void aModelThatCannotBeUsedNamesTheCommandThatSaysWhy() throws IOException {
    Path broken = Fixture.TIED.copyTo(Files.createDirectories(home.resolve("broken")));
    Files.writeString(broken.resolve("config.json"), "{");
    CommandRun run =
        CommandRun.with(
            Map.of("HOME", home.toString()),
            "",
            "models",
            "compare",
            broken.toString(),
            "--data",
            file("rows.jsonl", ROWS));
    assertFails(run, 1, "./menshen models verify " + broken);
  }

  @Test
  void whatDoesNotFitIntoMemoryIsLeftOutAndNamed() throws IOException {
    long free = bytes(Precision.INT8);
    CommandRun run = inMemoryOf(free, "--json", "--data", file("rows.jsonl", ROWS));
    assertThat(run.err())
        .contains(
            "fp32 is left out: it needs %s of memory, and %s are free"
                .formatted(ByteCount.of(bytes(Precision.FP32)), ByteCount.of(free)));
    assertThat(run.out()).contains("\"reference\":\"int8\"").doesNotContain("fp32");
  }

  @Test
  void withRoomForNoTwoPrecisionsItFailsBeforeLoading() throws IOException {
    CommandRun run = inMemoryOf(1_000_000L, "--data", file("rows.jsonl", ROWS));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("fewer than two precisions fit").doesNotContain("Loading");
  }

  private static long bytes(Precision precision) {
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      return Footprint.of(ModelShape.of(checkpoint.config()), precision).total();
    }
  }

  private static CommandRun inMemoryOf(long bytes, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("HOME", home.toString()),
            false,
            false);
    Texts texts = Texts.of(Map.of());
    ModelFolders folders = ModelsCommand.folders(terminal.environment());
    CommonOptions common = new CommonOptions();
    CommandLine command =
        new CommandLine(
            new ModelsCompareCommand(
                terminal,
                texts,
                common,
                folders,
                () -> new MemoryRoom(bytes, bytes, Optional.empty())));
    command.setExecutionExceptionHandler(new Failures(terminal, texts, common));
    String[] arguments = new String[options.length + 1];
    arguments[0] = model.toString();
    System.arraycopy(options, 0, arguments, 1, options.length);
    int exitCode = command.execute(arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static CommandRun run(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "models";
    arguments[1] = "compare";
    arguments[2] = model.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandRun.with(Map.of("HOME", home.toString()), "", arguments);
  }

  private static String file(String name, String rows) throws IOException {
    return Files.writeString(home.resolve(name), rows).toString();
  }

  private static void assertFails(CommandRun run, int exitCode, String part) {
    assertThat(run.err()).contains(part).startsWith("menshen: ").hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(exitCode);
  }
}
