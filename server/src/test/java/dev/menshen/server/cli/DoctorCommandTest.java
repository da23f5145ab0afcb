package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.local.Precision;
import dev.menshen.server.FakeGuard;
import dev.menshen.server.doctor.Area;
import dev.menshen.server.doctor.Commands;
import dev.menshen.server.doctor.MadeUpHost;
import dev.menshen.server.doctor.Mark;
import dev.menshen.server.doctor.MemoryRoom;
import dev.menshen.server.doctor.NativeLibraries.Library;
import dev.menshen.server.doctor.Recommendation;
import dev.menshen.server.doctor.ReleasedModel;
import dev.menshen.server.doctor.Symptom;
import dev.menshen.server.doctor.TinyModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
  @TempDir private Path folder;

  private MadeUpHost machine;

  @BeforeEach
  void makeUp() {
    machine = new MadeUpHost(folder).variable("MENSHEN_DATA", folder.resolve("data").toString());
  }

  @Test
  void showsTheMachineWhatFitsAndWhatToRun() throws IOException {
    Path models = folder.resolve("models");
    Path tiny = TinyModel.write(models.resolve("tiny"));
    machine.variable("MENSHEN_MODELS", models.toString());
    CommandRun run = run(Map.of());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("✔ Menshen starts on this machine.\n\n")
        .contains(
            """
              Java         ✔ 25.0.3+9-LTS, A Vendor; heap up to 4.0 GiB
              System       ✔ Linux 6.1.0, amd64
              Processor    ✔ Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz, cores: 4 (avx2 avx512f\
             avx512_vnni avx_vnni avx512_bf16 amx_int8 amx_bf16)
              Memory       ✔ 7.8 GiB free of 15.6 GiB
                           ✔ swap: 1.0 GiB free of 2.0 GiB
              Graphics     ✔ no NVIDIA card; none is needed
            """
                .indent(0))
        .contains("\n  Libraries    ✔ ONNX Runtime 1.2.3\n  Port         ✔ 127.0.0.1:0 is free\n")
        .containsPattern("\n  Models       ✔ tiny fits in fp32 \\(\\d+ MiB\\): " + tiny + "\n")
        .containsPattern("\n {15}fp32 {8}int8 {8}int4\n  0\\.6b {9}\\d\\.\\d GiB ✔ {3}")
        .containsPattern("\n  8b {11}2\\d\\.\\d GiB ✘ {2}")
        .containsPattern(
            "\n\nNext  \\./menshen serve --model auto\n      tiny in fp32 is the largest model here and"
                + " fits: it needs \\d+ MiB, 7\\.8 GiB are free\n$");
  }

  @Test
  void saysWhatToDoAboutEachThing() {
    machine.command("nvidia-smi", new Commands.Outcome.Ended(9, "the driver is broken\n"));
    CommandRun run = run(Map.of());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("! Menshen starts on this machine; things to look at: 2\n")
        .contains(
            "Graphics     ! nvidia-smi: the driver is broken\n                 → nothing, if no card")
        .contains("Models       ! none found", "\n                 → ./menshen models pull 0.6b\n")
        .contains("\nNext  ./menshen models pull 0.6b\n      Qwen3Guard 0.6b fits in fp32");
  }

  @Test
  void failsWhenTheServerWouldNotStart() {
    machine.libraries(
        new Library("ONNX Runtime", Optional.empty(), Optional.of("UnsatisfiedLinkError: no")));
    CommandRun run = run(Map.of());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("✘ Menshen does not start on this machine; faults to mend: 1\n")
        .contains("✘ ONNX Runtime does not load: UnsatisfiedLinkError: no\n")
        .contains("\nWhen that is mended  ./menshen models pull 0.6b\n");
  }

  @Test
  void namesWhoHoldsThePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      machine.variable("MENSHEN_PORT", Integer.toString(socket.getLocalPort()));
      CommandRun run = run(Map.of());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains("Port         ✘ port " + socket.getLocalPort() + " is in use by process ")
          .contains("free port ");
    }
  }

  @Test
  void findsAPortThatIsNoNumber() {
    machine.variable("MENSHEN_PORT", "many");
    CommandRun run = run(Map.of());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("✘ MENSHEN_PORT is not a number (many)");
    assertThat(json().get("listening").get("port").isNull()).isTrue();
  }

  @Test
  void findsADataFolderThatCannotBeAndCreatesNone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    machine.variable("MENSHEN_DATA", file.resolve("data").toString());
    CommandRun run = run(Map.of());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("✘ data: " + file + "/data cannot be written to\n");
    machine.variable("MENSHEN_DATA", folder.resolve("data").toString());
    run(Map.of());
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void tellsAllInJson() throws IOException {
    Path models = folder.resolve("models");
    Path tiny = TinyModel.write(models.resolve("tiny"));
    Files.delete(TinyModel.write(models.resolve("torn")).resolve("model.safetensors"));
    machine
        .variable("MENSHEN_MODELS", models.toString())
        .command(
            "nvidia-smi --query-gpu",
            new Commands.Outcome.Ended(0, "NVIDIA L4, 23034, [N/A], 550.1, 8.9\n"));
    JsonNode body = json();
    assertThat(body.propertyNames())
        .containsExactly(
            "starts",
            "java",
            "system",
            "processor",
            "memory",
            "graphics",
            "folders",
            "libraries",
            "listening",
            "models",
            "brokenModels",
            "fits",
            "auto",
            "next",
            "findings");
    assertThat(body.get("starts").asBoolean()).isTrue();
    assertThat(body.get("java"))
        .hasToString("{\"version\":\"25.0.3+9-LTS\",\"vendor\":\"A Vendor\",\"heap\":4294967296}");
    assertThat(body.get("system"))
        .hasToString("{\"name\":\"Linux\",\"version\":\"6.1.0\",\"architecture\":\"amd64\"}");
    assertThat(body.get("processor").get("features").get(0).asString()).isEqualTo("avx2");
    assertThat(body.get("processor").get("cores").asDouble()).isEqualTo(4);
    assertThat(body.get("memory").get("room"))
        .hasToString("{\"free\":8388608000,\"total\":16777216000,\"limit\":null}");
    assertThat(body.get("graphics").get("cards").get(0))
        .hasToString(
            "{\"name\":\"NVIDIA L4\",\"memory\":24152899584,\"used\":null,\"slices\":[],"
                + "\"driver\":\"550.1\",\"capability\":\"8.9\",\"holds\":\"8b\"}");
    assertThat(body.get("folders").get(0).get("use").asString()).isEqualTo("data");
    assertThat(body.get("libraries").get(0))
        .hasToString("{\"name\":\"ONNX Runtime\",\"version\":\"1.2.3\",\"fault\":null}");
    assertThat(body.get("listening"))
        .hasToString("{\"host\":\"127.0.0.1\",\"port\":0,\"problem\":null}");
    assertThat(body.get("models").get(0))
        .hasToString("{\"name\":\"tiny\",\"folder\":\"%s\",\"parameters\":1128}".formatted(tiny));
    assertThat(body.get("brokenModels").get(0).get("folder").asString())
        .isEqualTo(models.resolve("torn").toString());
    assertThat(body.get("fits").size()).isEqualTo(12);
    assertThat(body.get("auto").get("precision").asString()).isEqualTo("fp32");
    assertThat(body.get("auto").get("reason").asString()).isEqualTo("largest");
    assertThat(body.get("next").get("command").asString())
        .isEqualTo("./menshen serve --model auto");
    assertThat(body.get("findings").get(0))
        .hasToString(
            "{\"symptom\":\"java\",\"area\":\"java\",\"mark\":\"ok\","
                + "\"text\":\"25.0.3+9-LTS, A Vendor; heap up to 4.0 GiB\",\"advice\":null}");
  }

  @Test
  void saysNothingOfWhatTheMachineDoesNotTell() {
    machine.withoutFiles().property("os.name", "Other");
    JsonNode body = json();
    assertThat(body.get("processor").get("features").isNull()).isTrue();
    assertThat(body.get("auto").isNull()).isTrue();
    assertThat(body.get("memory").get("limit").isNull()).isTrue();
  }

  @Test
  void speaksChinese() {
    CommandRun run = run(Map.of("LANG", "zh_CN.UTF-8"));
    assertThat(run.out())
        .startsWith("! Menshen 可以在本机启动；需要留意：1 项\n")
        .contains("处理器       ✔ ", "可用 7.8 GiB，共 15.6 GiB", "\n下一步  ./menshen models pull 0.6b\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh_CN"})
  void everySymptomHasItsWordsAndAllButTheFineOnesAnAdvice(String language) {
    Texts texts = Texts.of(Map.of("LANG", language));
    Object[] details = {"1", "2", "3", "4", "5", "6", "7"};
    for (Symptom symptom : Symptom.values()) {
      assertThat(texts.get("doctor." + symptom.label(), details)).isNotBlank();
      if (symptom.mark() != Mark.OK) {
        assertThat(texts.get("doctor." + symptom.label() + ".do", details)).isNotBlank();
      }
    }
    for (Area area : Area.values()) {
      assertThat(texts.get("doctor.area." + area.label())).isNotBlank();
    }
    for (Mark mark : Mark.values()) {
      assertThat(texts.get("doctor.headline." + mark.label(), details)).isNotBlank();
    }
    for (Recommendation.Reason reason : Recommendation.Reason.values()) {
      assertThat(texts.get("doctor.next." + reason.label(), details)).contains("1", "2", "3", "4");
    }
  }

  @Test
  void aCommandThatNeedsAModelThatDoesNotFitSaysSoWithFigures() {
    assertThat(check(Map.of(), 8L << 30))
        .matches(
            "menshen: 4b in fp32 needs 1\\d\\.\\d GiB of memory, and 8\\.0 GiB are free of 64\\.0"
                + " GiB; use --precision int8, which needs less\n");
    assertThat(check(Map.of("LANG", "zh_CN.UTF-8"), 1L << 30))
        .matches(
            "menshen: 4b 使用 fp32 需要 1\\d\\.\\d GiB 内存，可用 1\\.0 GiB，共 64\\.0 GiB；"
                + "请换用更小的模型，或增加内存；\\./menshen doctor 会列出容得下的模型\n");
  }

  private static String check(Map<String, String> environment, long free) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Main.run(
        new String[] {"check", "text"},
        terminal(environment, new ByteArrayOutputStream(), err),
        () -> {
          new MemoryRoom(free, 64L << 30, Optional.empty())
              .require("4b", ReleasedModel.ALL.get(1).shape(), Precision.FP32);
          throw new AssertionError("it does not fit");
        });
    return err.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() {
    CommandRun run = run(Map.of(), "--json");
    assertThat(run.out()).hasLineCount(1);
    return new JsonMapper().readTree(run.out());
  }

  private CommandRun run(Map<String, String> language, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] arguments = new String[options.length + 1];
    arguments[0] = "doctor";
    System.arraycopy(options, 0, arguments, 1, options.length);
    Map<String, String> environment = new HashMap<>(machine.environment());
    environment.putAll(language);
    int exitCode =
        Main.run(arguments, terminal(environment, out, err), FakeGuard::new, machine::host);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Terminal terminal(
      Map<String, String> environment, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Terminal(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        false,
        false);
  }
}
