package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.fixture.Fixture;
import dev.menshen.server.doctor.MadeUpHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {
  @TempDir private Path world;
  private Path models = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void createWorld() throws IOException {
    models = Files.createDirectory(world.resolve("models"));
    environment.put("HOME", world.resolve("home").toString());
    environment.put("MENSHEN_MODELS", models.toString());
    environment.put("MENSHEN_LOCAL_CONVERSIONS", world.resolve("conversions").toString());
  }

  @Test
  void listsModelsWithSizeLayersPrecisionAndState() throws IOException {
    Path whole = model("Qwen3Guard-Gen-0.6B");
    Path half = Files.createDirectory(models.resolve("half"));
    Files.writeString(half.resolve("model.safetensors.part"), "");

    CommandRun run = run("models", "list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            name                 size    layers  precision  state      path
            Qwen3Guard-Gen-0.6B  0.8 MB  2       bf16       whole      %s
            half                 -       -       -          faults: 3  %s

            What is wrong with a model: ./menshen models verify NAME-OR-PATH
            """
                .formatted(whole, half));
  }

  @Test
  void saysWhereItLookedWhenThereIsNoModel() {
    CommandRun run = run("models", "list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith(
            "No model was found. Download one with: ./menshen models pull 0.6b\nLooked in:\n")
        .contains("\n  " + models + "\n", "\n  " + world.resolve("home/.cache/menshen/models"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.6b", "qwen3guard-gen-0.6b", "Qwen/Qwen3Guard-Gen-0.6B"})
  void verifiesAModelByName(String name) throws IOException {
    Path folder = model("Qwen3Guard-Gen-0.6B");

    CommandRun run = run("models", "verify", name);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith(folder + " is whole.\n");
  }

  @Test
  void verifiesAModelByItsFolder() throws IOException {
    Path folder = model("ours");

    assertThat(run("models", "verify", folder.toString()).out())
        .startsWith(folder + " is whole.\n");
  }

  @Test
  void triesAWholeModelInBothDirectionsAndLanguagesAndSaysWhatItGot() throws IOException {
    CommandRun run = run("models", "verify", model("ours").toString());

    assertThat(run.err()).startsWith("Loading ours in fp32\nConverting it, this once: ");
    assertThat(run.out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("It judges, in fp32:"),
            line -> assertThat(line).matches("  prompt +English +harmless +Safe +\\d.* % +\\d+ ms"),
            line -> assertThat(line).matches("  response +English +harmless +Safe +.*"),
            line -> assertThat(line).matches("  prompt +English +harmful +Unsafe +.*"),
            line -> assertThat(line).matches("  response +English +harmful +Unsafe +.*"),
            line -> assertThat(line).matches("  prompt +Chinese +harmless +Safe +.*"),
            line -> assertThat(line).matches("  response +Chinese +harmless +Safe +.*"),
            line -> assertThat(line).matches("  prompt +Chinese +harmful +Unsafe +.*"),
            line -> assertThat(line).matches("  response +Chinese +harmful +Unsafe +.*"));
  }

  @Test
  void aModelWithoutMeaningIsFoundOut() throws IOException {
    Path zeros = model("zeros");
    overwriteWeights(zeros, (byte) 0);

    assertFaulty(
        zeros,
        zeros
            + " is whole, and tells no text from another in fp32 (Safe 33.3 %, Controversial 33.3"
            + " %, Unsafe 33.3 %)");
    environment.put("LANG", "zh_CN.UTF-8");
    assertThat(run("models", "verify", zeros.toString()).err()).contains("无法区分不同文本");
  }

  @Test
  void aModelThatHoldsNoNumbersIsFoundOut() throws IOException {
    Path broken = model("broken");
    // 0xFFFF is no number in bf16.
    overwriteWeights(broken, (byte) 0xFF);

    assertFaulty(broken, "that are infinite or not numbers");
  }

  @Test
  void anEngineThatDoesNotRunTheModelIsAFaultOfItsOwn() throws IOException {
    Path folder = model("ours");
    run("models", "verify", folder.toString());
    try (Stream<Path> files = Files.walk(world.resolve("conversions"))) {
      for (Path graph : files.filter(file -> file.endsWith("model.onnx")).toList()) {
        Files.writeString(graph, "damaged");
      }
    }

    assertFaulty(folder, folder + " is whole, and gives no verdict in fp32: ONNX Runtime does not");
    environment.put("LANG", "zh_CN.UTF-8");
    assertThat(run("models", "verify", folder.toString()).err()).contains("得不出结论");
  }

  private void assertFaulty(Path model, String fault) {
    CommandRun run = run("models", "verify", model.toString());

    assertThat(run.err()).contains(fault).doesNotContain("\tat ");
    assertThat(run.out()).endsWith(model + " cannot be used; faults: 1\n");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
  }

  @Test
  void aModelThatDoesNotFitIsNotTried() throws IOException {
    Path folder = model("ours");
    MadeUpHost machine =
        new MadeUpHost(world)
            .variable("MENSHEN_LOCAL_CONVERSIONS", world.resolve("conversions").toString())
            .file("proc/meminfo", "MemTotal: 600000 kB\nMemAvailable: 300000 kB\n");

    CommandRun run = CommandRun.on(machine, "models", "verify", folder.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .matches(
            "\\S+ is whole\\.\nIt was not tried: even in int4 it needs 9\\d\\d MiB of memory, and 292 MiB"
                + " are free\\.\n");
    assertThat(world.resolve("conversions")).doesNotExist();
  }

  @Test
  void saysEveryFaultOfAModelWithWhatMendsIt() throws IOException {
    Path folder = model("Qwen3Guard-Gen-0.6B");
    Path weights = folder.resolve("model.safetensors");
    try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      channel.truncate(300_000);
    }
    Files.writeString(folder.resolve("tokenizer.json"), "<html>");

    CommandRun run = run("models", "verify", "0.6b");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    String pull = "./menshen models pull 0.6b --to " + folder;
    assertThat(run.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(weights + " is cut off: it has 300,000 bytes of ")
                    .endsWith("; run: " + pull),
            line ->
                assertThat(line)
                    .startsWith(folder.resolve("tokenizer.json") + " is a web page")
                    .endsWith("; run: " + pull));
    assertThat(run.out()).isEqualTo(folder + " cannot be used; faults: 2\n");
  }

  @Test
  void speaksChinese() throws IOException {
    Path folder = model("Qwen3Guard-Gen-0.6B");
    environment.put("LANG", "zh_CN.UTF-8");
    assertThat(run("models", "list").out()).contains("名称", "完整");
    assertThat(run("models", "verify", "0.6b").out()).startsWith(folder + " 是完整的。\n试用（fp32）：\n");

    Files.delete(folder.resolve("config.json"));
    CommandRun run = run("models", "verify", "0.6b");
    assertThat(run.err()).startsWith("缺少 " + folder.resolve("config.json") + "；请运行：./menshen");
    assertThat(run.out()).contains("问题数：1");
    assertThat(run("models", "verify", "8b").err()).startsWith("menshen: 找不到模型 8b；");
  }

  @Test
  void saysAllPlacesWhenAModelIsNotFound() {
    CommandRun run = run("models", "verify", "8b");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith(
            "menshen: no model 8b was found; name its folder, or run: ./menshen models pull 8b")
        .contains(models + " (not in it)", "/modelscope/hub (not there)");
  }

  @Test
  void aModelIsToBeNamed() {
    CommandRun run = run("models", "verify");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("MODEL", "./menshen models verify --help");
  }

  @Test
  void aloneItSaysWhatItCanDo() {
    CommandRun run = run("models");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).contains("Commands\n", "List the models on this machine.");
    assertThat(run("models", "--help").out()).isEqualTo(run.out());
    assertThat(run("models", "lst").err()).contains("there is no command lst; did you mean: list");
  }

  @Test
  void helpExplainsItsCommandsToo() {
    for (String command : List.of("list", "verify")) {
      CommandRun help = run("help", "models", command);
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Usage: ./menshen models " + command);
      assertThat(run("models", command, "--help")).isEqualTo(help);
    }
    assertThat(run("help", "models", "verfy").err()).contains("there is no command verfy");
  }

  private Path model(String name) throws IOException {
    return Fixture.TIED.copyTo(Files.createDirectory(models.resolve(name)));
  }

  /** Overwrites all numbers of a fixture's weights with a byte. */
  private static void overwriteWeights(Path model, byte value) throws IOException {
    Path file = model.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    int begin = 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Arrays.fill(bytes, begin, bytes.length, value);
    Files.write(file, bytes);
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(environment, "", arguments);
  }
}
