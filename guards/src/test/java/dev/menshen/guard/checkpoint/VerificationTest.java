package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each damage to a folder has its fault, with the file and the command that mends it. */
class VerificationTest {
  private static final String HTML = "<!DOCTYPE html>\n<html><body>404</body></html>";
  private static final String LFS =
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1503300328\n";

  @TempDir private Path parent;
  private Path folder = Path.of("");
  private Path weights = Path.of("");
  private String pull = "";

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("Qwen3Guard-Gen-0.6B"));
    weights = folder.resolve("model.safetensors");
    pull = "./menshen models pull 0.6b --to " + folder;
  }

  @Test
  void aWholeFolderHasNoFault() {
    TinyModel.write(folder);

    Verification verification = Verification.of(folder);

    assertThat(verification.faults()).isEmpty();
    assertThat(verification.isWhole()).isTrue();
    assertThat(verification.config()).contains(TinyModel.CONFIG);
    assertThat(verification.precisions()).containsExactly(DataType.BF16);
    assertThat(verification.bytes()).isEqualTo(weights.toFile().length());
  }

  @Test
  void aWholeFolderOfShardsHasNoFault() {
    TinyModel.writeSharded(folder);

    assertThat(Verification.of(folder).faults()).isEmpty();
  }

  @Test
  void thePrecisionWithTheMostBytesComesFirst() {
    TinyModel.write(folder);
    TinyModel.tensors(DataType.F16)
        .add("model.norm.weight", DataType.F32, List.of(8L), new float[8])
        .writeModel(folder);

    assertThat(Verification.of(folder).precisions()).containsExactly(DataType.F16, DataType.F32);
  }

  @Test
  void aFolderThatIsNotThere() {
    Path absent = parent.resolve("qwen3guard-gen-8b");
    Fault fault = only(Verification.of(absent), Kind.FOLDER_MISSING, absent);
    assertThat(fault.message())
        .isEqualTo(absent + " does not exist; run: ./menshen models pull 8b --to " + absent);
  }

  @Test
  void aFileInPlaceOfTheFolder() {
    TinyModel.write(folder);
    Fault fault = only(Verification.of(weights), Kind.NOT_A_FOLDER, weights);
    assertThat(fault.message())
        .endsWith("name the folder that holds config.json and model.safetensors");
  }

  @Test
  void anEmptyFolder() {
    mendedByPull(only(Verification.of(folder), Kind.FOLDER_EMPTY, folder));
  }

  @Test
  void aFolderWhoseFoldersAreTheModels() throws IOException {
    for (String name : List.of("4B", "8B")) {
      TinyModel.write(Files.createDirectory(folder.resolve(name)));
    }

    Fault fault = only(Verification.of(folder), Kind.FOLDER_OF_MODELS, folder);

    assertThat(fault.message()).endsWith("in folders of their own (4B, 8B); name one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "Qwen3Guard-Gen-8B-GGUF, Qwen3Guard-Gen-8B-Q4_K_M.gguf, GGUF_FOLDER, 8b",
    "old, pytorch_model.bin, PYTORCH_FOLDER, 0.6b",
    "old, pytorch_model-00001-of-00002.bin, PYTORCH_FOLDER, 0.6b",
    "qwen3guard-gen-4b-onnx, model.onnx, ONNX_FOLDER, 4b",
  })
  void aFolderOfAnotherFormat(String name, String file, Kind kind, String size) throws IOException {
    Path other = Files.createDirectory(parent.resolve(name));
    TinyModel.writeConfig(other, config -> {});
    Files.writeString(other.resolve(file), "weights");

    Fault fault = only(Verification.of(other), kind, other);

    assertThat(fault.arguments()).containsExactly(file);
    assertThat(fault.command()).contains("./menshen models pull " + size);
  }

  @ParameterizedTest
  @ValueSource(strings = {".incomplete", ".part", ".aria2", ".crdownload"})
  void whatADownloadHasBegunAndNotFinished(String suffix) throws IOException {
    TinyModel.write(folder);
    Path begun = folder.resolve("model.safetensors" + suffix);
    Files.move(weights, begun);

    Verification verification = Verification.of(folder);

    mendedByPull(first(verification, Kind.UNFINISHED_DOWNLOAD, begun));
    mendedByPull(first(verification, Kind.FILE_MISSING, weights));
  }

  @Test
  void whatADownloadHasBegunInAHubsOwnFolder() throws IOException {
    TinyModel.write(folder);
    Files.delete(weights);
    Path begun = folder.resolve(".cache/huggingface/download/Xy1=.0a1b.incomplete");
    Files.createDirectories(begun.getParent());
    Files.writeString(begun, "half");

    mendedByPull(first(Verification.of(folder), Kind.UNFINISHED_DOWNLOAD, begun));
  }

  @Test
  void whatIsLeftOfADownloadThatWasFinishedIsNoFault() throws IOException {
    TinyModel.write(folder);
    Files.writeString(folder.resolve("model.safetensors.part"), "half");

    assertThat(Verification.of(folder).faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void aFileThatIsNotThere(String name) throws IOException {
    TinyModel.write(folder);
    Files.delete(folder.resolve(name));

    mendedByPull(only(Verification.of(folder), Kind.FILE_MISSING, folder.resolve(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"})
  void aDanglingLinkOfACache(String name) throws IOException {
    TinyModel.write(folder);
    Files.delete(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), Path.of("../../blobs/0a1b"));

    Fault fault = only(Verification.of(folder), Kind.DANGLING_LINK, folder.resolve(name));

    mendedByPull(fault);
    assertThat(fault.message()).contains("is a link to ../../blobs/0a1b, which is not there");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors", "tokenizer.json"})
  void aFolderInPlaceOfAFile(String name) throws IOException {
    TinyModel.write(folder);
    Files.delete(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));

    Fault fault = only(Verification.of(folder), Kind.FOLDER_IN_PLACE_OF_FILE, folder.resolve(name));

    assertThat(fault.message()).contains("move it away");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"})
  void aFileThatThisUserMayNotRead(String name) {
    TinyModel.write(folder);
    // The superuser may read everything, so that permissions alone would not show it.
    ModelFolder model =
        new ModelFolder(
            folder,
            file -> {
              if (file.endsWith(name)) {
                throw new AccessDeniedException(file.toString());
              }
              return FileChannel.open(file, StandardOpenOption.READ);
            });

    Fault fault = only(Verification.of(model), Kind.NO_PERMISSION, folder.resolve(name));

    assertThat(fault.message())
        .isEqualTo(
            "%1$s may not be read by this user; run: chmod a+r %1$s"
                .formatted(folder.resolve(name)));
  }

  @Test
  void aDiskThatFails() {
    TinyModel.write(folder);
    ModelFolder model =
        new ModelFolder(
            folder,
            file -> {
              if (file.equals(weights)) {
                throw new IOException("Input/output error");
              }
              return FileChannel.open(file, StandardOpenOption.READ);
            });

    Fault fault = only(Verification.of(model), Kind.UNREADABLE, weights);

    assertThat(fault.message()).contains("(IOException)", "check the disk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"})
  void anEmptyFileAPointerAndAWebPageEachHaveTheirFault(String name) {
    TinyModel.write(folder);
    Path file = folder.resolve(name);

    TinyModel.write(file, "");
    mendedByPull(only(Verification.of(folder), Kind.FILE_EMPTY, file));

    TinyModel.write(file, LFS);
    assertThat(only(Verification.of(folder), Kind.LFS_POINTER, file).command())
        .contains("git -C " + folder + " lfs pull");

    TinyModel.write(file, HTML);
    mendedByPull(only(Verification.of(folder), Kind.WEB_PAGE, file));

    TinyModel.write(file, "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>");
    mendedByPull(only(Verification.of(folder), Kind.WEB_PAGE, file));
  }

  @Test
  void aServersErrorInJsonUnderTheNameOfTheConfiguration() {
    TinyModel.write(folder);
    Path config = folder.resolve("config.json");
    TinyModel.write(config, "{\"error\":\"Invalid username or password.\"}");

    mendedByPull(only(Verification.of(folder), Kind.WEB_PAGE, config));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"architectures\": [\"Qwen3ForCa", "Entry not found", "[]", "{} {}"})
  void jsonThatIsCutOffOrNone(String text) {
    TinyModel.write(folder);
    for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
      TinyModel.write(folder.resolve(name), text);
    }

    assertThat(Verification.of(folder).faults())
        .extracting(Fault::kind)
        .containsExactly(Kind.JSON_INVALID, Kind.JSON_INVALID, Kind.JSON_INVALID);
  }

  @Test
  void halfADownload() throws IOException {
    TinyModel.write(folder);
    long size = Files.size(weights);
    truncate(weights, size / 2);

    Fault fault = only(Verification.of(folder), Kind.FILE_SHORT, weights);

    mendedByPull(fault);
    assertThat(fault.message())
        .contains("is cut off: it has %,d bytes of %,d".formatted(size / 2, size));
  }

  @Test
  void aFileThatIsTooLong() throws IOException {
    TinyModel.write(folder);
    Files.writeString(weights, "\0".repeat(1000), StandardOpenOption.APPEND);

    mendedByPull(only(Verification.of(folder), Kind.FILE_LONG, weights));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 8, 9, 100})
  void aFileThatEndsWithinItsHeader(long bytes) throws IOException {
    TinyModel.write(folder);
    truncate(weights, bytes);

    mendedByPull(only(Verification.of(folder), Kind.HEADER_TRUNCATED, weights));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GGUF....................", "PK..............", "{\"error\": \"gone\"}"})
  void anotherFormatUnderTheNameOfTheWeights(String content) {
    TinyModel.write(folder);
    TinyModel.write(weights, content);

    mendedByPull(only(Verification.of(folder), Kind.NOT_SAFETENSORS, weights));
  }

  @Test
  void aHeaderThatIsNotTheFormatsJson() throws IOException {
    TinyModel.write(folder);
    overwrite("\"dtype\"", "\"dtipe\"");
    mendedByPull(only(Verification.of(folder), Kind.HEADER_INVALID, weights));
  }

  @Test
  void aHeaderWhoseOffsetsDoNotFit() throws IOException {
    TinyModel.write(folder);
    overwrite("\"data_offsets\":[0,65536]", "\"data_offsets\":[0,65534]");

    Fault fault = only(Verification.of(folder), Kind.TENSOR_MISPLACED, weights);

    mendedByPull(fault);
    assertThat(fault.arguments()).containsExactly("model.embed_tokens.weight");
  }

  @Test
  void aShardThatIsNotThere() throws IOException {
    TinyModel.writeSharded(folder);
    Path shard = folder.resolve("model-00002-of-00003.safetensors");
    Files.delete(shard);

    Fault fault = only(Verification.of(folder), Kind.SHARD_MISSING, shard);

    mendedByPull(fault);
    assertThat(fault.message())
        .startsWith(shard + " is missing, and model.safetensors.index.json names it");
  }

  @Test
  void anIndexThatNamesAShardWithoutTheTensor() throws IOException {
    TinyModel.writeSharded(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.writeString(
        index,
        Files.readString(index)
            .replace(
                "\"lm_head.weight\":\"model-00003-of-00003.safetensors\"",
                "\"lm_head.weight\":\"model-00001-of-00003.safetensors\""));

    Fault fault =
        only(
            Verification.of(folder),
            Kind.SHARD_LACKS_TENSOR,
            folder.resolve("model-00001-of-00003.safetensors"));

    mendedByPull(fault);
    assertThat(fault.arguments())
        .containsExactly("lm_head.weight", "model.safetensors.index.json", "1");
  }

  @Test
  void shardsWithoutTheirIndex() throws IOException {
    TinyModel.writeSharded(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    Files.delete(index);

    mendedByPull(only(Verification.of(folder), Kind.FILE_MISSING, index));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"weight_map\": {}}",
        "{\"weight_map\": {\"lm_head.weight\": 3}}",
        "{\"weight_map\": {\"lm_head.weight\": \"../other/model.safetensors\"}}",
        "{\"weight_map\": {\"lm_head.weight\": \"/etc/passwd\"}}"
      })
  void anIndexThatIsNone(String json) {
    TinyModel.writeSharded(folder);
    Path index = folder.resolve("model.safetensors.index.json");
    TinyModel.write(index, json);

    mendedByPull(only(Verification.of(folder), Kind.INDEX_INVALID, index));
  }

  @Test
  void aTensorThatIsNotThere() {
    TinyModel.write(folder);
    TinyModel.writeConfig(folder, config -> config.addProperty("num_hidden_layers", 3));

    Fault fault = only(Verification.of(folder), Kind.TENSOR_MISSING, folder);

    mendedByPull(fault);
    assertThat(fault.arguments()).containsExactly("model.layers.2.input_layernorm.weight", "11");
  }

  @Test
  void anUntiedModelNeedsItsHead() {
    TinyModel.write(folder);
    SafetensorsWriter tied = new SafetensorsWriter();
    ExpectedTensors.of(TinyModel.CONFIG).entrySet().stream()
        .filter(tensor -> !tensor.getKey().equals("lm_head.weight"))
        .forEach(
            tensor ->
                tied.add(
                    tensor.getKey(),
                    DataType.F32,
                    tensor.getValue(),
                    TinyModel.values(new Random(1), tensor.getValue())));
    tied.writeModel(folder);

    Fault fault = only(Verification.of(folder), Kind.TENSOR_MISSING, folder);
    assertThat(fault.arguments()).containsExactly("lm_head.weight", "1");

    TinyModel.writeConfig(folder, config -> config.addProperty("tie_word_embeddings", true));
    assertThat(Verification.of(folder).faults()).isEmpty();
  }

  @Test
  void tensorsOfAnotherShapeThanTheConfigurationImplies() {
    TinyModel.write(folder);
    TinyModel.writeConfig(folder, config -> config.addProperty("head_dim", 4));

    Fault fault = only(Verification.of(folder), Kind.TENSOR_SHAPE, weights);

    mendedByPull(fault);
    // In two layers: the queries, keys, values and outputs, and the norms of queries and keys.
    assertThat(fault.arguments())
        .containsExactly("model.layers.0.self_attn.q_proj.weight", "[24, 8]", "[16, 8]", "12");
  }

  @Test
  void tensorsInAFormatThatIsNotRead() throws IOException {
    TinyModel.write(folder);
    // Of as many bytes, so that the places stay right.
    overwrite("\"dtype\":\"BF16\",\"shape\":[8]", "\"dtype\":\"UI16\",\"shape\":[8]");

    Fault fault = only(Verification.of(folder), Kind.TENSOR_TYPE, weights);

    assertThat(fault.arguments())
        .containsExactly("model.layers.0.input_layernorm.weight", "UI16", "1");
  }

  @Test
  void tensorsOfNoQwen3() {
    TinyModel.write(folder);
    TinyModel.tensors(DataType.BF16)
        .add("model.layers.0.self_attn.q_proj.bias", DataType.BF16, List.of(24L), new float[24])
        .writeModel(folder);

    Fault fault = only(Verification.of(folder), Kind.TENSOR_UNEXPECTED, weights);

    assertThat(fault.arguments()).containsExactly("model.layers.0.self_attn.q_proj.bias", "1");
  }

  @Test
  void extraTensorsThatChangeNothingAreNoFault() {
    TinyModel.write(folder);
    TinyModel.writeConfig(folder, config -> config.addProperty("tie_word_embeddings", true));
    TinyModel.tensors(DataType.BF16)
        .add(
            "model.layers.0.self_attn.rotary_emb.inv_freq", DataType.F32, List.of(3L), new float[3])
        .writeModel(folder);

    assertThat(Verification.of(folder).faults()).isEmpty();
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    TinyModel.writeSharded(folder);
    TinyModel.writeConfig(folder, config -> config.addProperty("attention_bias", true));
    truncate(folder.resolve("model-00001-of-00003.safetensors"), 5000);
    Files.delete(folder.resolve("model-00002-of-00003.safetensors"));
    TinyModel.write(folder.resolve("model-00003-of-00003.safetensors"), LFS);
    Files.delete(folder.resolve("tokenizer.json"));
    TinyModel.write(folder.resolve("chat_template.jinja"), "");

    assertThat(Verification.of(folder).faults())
        .extracting(Fault::kind)
        .containsExactly(
            Kind.SETTING_UNSUPPORTED,
            Kind.FILE_SHORT,
            Kind.SHARD_MISSING,
            Kind.LFS_POINTER,
            Kind.FILE_MISSING,
            Kind.FILE_EMPTY);
  }

  @Test
  void aFaultyFolderDoesNotOpenAndSaysAllOfIt() throws IOException {
    TinyModel.write(folder);
    truncate(weights, 5000);
    TinyModel.writeConfig(folder, config -> config.addProperty("hidden_act", "gelu"));

    assertThatThrownBy(() -> Checkpoint.open(folder))
        .isInstanceOfSatisfying(
            InvalidCheckpointException.class,
            e ->
                assertThat(e.faults())
                    .extracting(Fault::kind)
                    .containsExactly(Kind.SETTING_UNSUPPORTED, Kind.FILE_SHORT))
        .hasMessageContainingAll("hidden_act = gelu", "is cut off");
  }

  @Test
  void aFileThatEndsAnywhereIsAFaultAndNeverAFailure() throws IOException {
    TinyModel.write(folder);
    byte[] whole = Files.readAllBytes(weights);
    for (int size = 0; size < whole.length; size += size < 4000 ? 7 : 9973) {
      Files.write(weights, Arrays.copyOf(whole, size));
      assertThat(Verification.ofWeights(folder).faults()).as("%d bytes", size).hasSize(1);
    }
  }

  @Test
  void aHeaderDamagedAnywhereIsNeverAFailure() throws IOException {
    TinyModel.write(folder);
    byte[] whole = Files.readAllBytes(weights);
    Random random = new Random(11);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(2000)] = (byte) random.nextInt(256);
      damaged[random.nextInt(2000)] = (byte) random.nextInt(32, 127);
      Files.write(weights, damaged);
      assertThat(Verification.ofWeights(folder).config()).isPresent();
    }
  }

  @Test
  void aFaultIsToldInChineseToo() throws IOException {
    TinyModel.write(folder);
    Files.delete(weights);

    Fault fault = only(Verification.of(folder), Kind.FILE_MISSING, weights);

    assertThat(fault.message(Locale.CHINESE)).isEqualTo("缺少 " + weights + "；请运行：" + pull);
  }

  @Test
  void aPathIsQuotedForTheShell() throws IOException {
    Path odd = Files.createDirectories(parent.resolve("it's a model/Qwen3Guard-Gen-4B"));

    assertThat(only(Verification.of(odd), Kind.FOLDER_EMPTY, odd).command())
        .contains("./menshen models pull 4b --to '" + odd.toString().replace("'", "'\\''") + "'");
  }

  @Test
  void aModelThatIsNoneOfTheOfficialOnesIsCopiedAgain() throws IOException {
    Path own = Files.createDirectory(parent.resolve("our-guard"));

    Fault fault = only(Verification.of(own), Kind.FOLDER_EMPTY, own);

    assertThat(fault.command()).isEmpty();
    assertThat(fault.message())
        .isEqualTo(own + " is empty; copy it again from where the model came from");
  }

  @Test
  void aModelInACacheOfAHubIsPulledToTheUsualPlace() throws IOException {
    Path snapshot =
        Files.createDirectories(
            parent.resolve("models--Qwen--Qwen3Guard-Gen-8B").resolve("snapshots").resolve("0a1b"));

    assertThat(only(Verification.of(snapshot), Kind.FOLDER_EMPTY, snapshot).command())
        .contains("./menshen models pull 8b");
  }

  @Test
  void whatTheIndexSaysDecidesAlsoWhenATensorIsInTwoShards() throws IOException {
    TinyModel.writeSharded(folder);
    JsonObject index =
        JsonFile.parse(Files.readString(folder.resolve("model.safetensors.index.json")));
    String norm = "model.norm.weight";
    assertThat(index.getAsJsonObject("weight_map").get(norm).getAsString())
        .isEqualTo("model-00003-of-00003.safetensors");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(8);
    }
    new SafetensorsWriter()
        .add(norm, DataType.F32, List.of(8L), 1, 2, 3, 4, 5, 6, 7, 8)
        .writeFile(folder.resolve("extra.safetensors"));
    index.getAsJsonObject("weight_map").addProperty(norm, "extra.safetensors");
    TinyModel.write(folder.resolve("model.safetensors.index.json"), index.toString());

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.tensor(norm).readRow(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  private static Fault only(Verification verification, Kind kind, Path file) {
    assertThat(verification.faults()).extracting(Fault::kind).containsExactly(kind);
    return first(verification, kind, file);
  }

  private static Fault first(Verification verification, Kind kind, Path file) {
    assertThat(verification.isWhole()).isFalse();
    Fault fault =
        verification.faults().stream().filter(it -> it.kind() == kind).findFirst().orElseThrow();
    assertThat(fault.file()).isEqualTo(file);
    assertThat(fault.message()).contains(file.toString());
    return fault;
  }

  private void mendedByPull(Fault fault) {
    assertThat(fault.command()).contains(pull);
    assertThat(fault.message()).endsWith("; run: " + pull);
  }

  /** Replaces the first occurrence of a text in the header by one of the same length. */
  private void overwrite(String text, String replacement) throws IOException {
    assertThat(replacement).hasSameSizeAs(text);
    String content = Files.readString(weights, StandardCharsets.ISO_8859_1);
    assertThat(content).contains(text);
    int at = content.indexOf(text);
    Files.writeString(
        weights,
        content.substring(0, at) + replacement + content.substring(at + text.length()),
        StandardCharsets.ISO_8859_1);
  }

  private static void truncate(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }
}
