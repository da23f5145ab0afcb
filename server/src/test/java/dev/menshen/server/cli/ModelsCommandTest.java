package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.fixture.Fixture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    assertThat(run("models", "verify", name))
        .isEqualTo(new CommandRun(0, folder + " is whole.\n", ""));
  }

  @Test
  void verifiesAModelByItsFolder() throws IOException {
    Path folder = model("ours");

    assertThat(run("models", "verify", folder.toString()))
        .isEqualTo(new CommandRun(0, folder + " is whole.\n", ""));
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
    assertThat(run("models", "verify", "0.6b").out()).isEqualTo(folder + " 是完整的。\n");

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

  private CommandRun run(String... arguments) {
    return CommandRun.with(environment, "", arguments);
  }
}
