package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a look at the folder itself and at its names tells. */
class FolderCheckTest extends DamagedModel {
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
  void whatADownloadHasBegunInHuggingFacesCache() throws IOException {
    Path repository = parent.resolve("models--Qwen--Qwen3Guard-Gen-8B");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots/0a1b"));
    TinyModel.write(snapshot);
    Files.delete(snapshot.resolve("model.safetensors"));
    Path begun = Files.createDirectory(repository.resolve("blobs")).resolve("2c3d.incomplete");
    Files.writeString(begun, "half");

    Fault fault = first(Verification.of(snapshot), Kind.UNFINISHED_DOWNLOAD, begun);

    assertThat(fault.command()).contains("./menshen models pull 8b");
  }

  @Test
  void whatIsLeftOfADownloadThatWasFinishedIsNoFault() throws IOException {
    TinyModel.write(folder);
    Files.writeString(folder.resolve("model.safetensors.part"), "half");

    assertThat(Verification.of(folder).faults()).isEmpty();
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
}
