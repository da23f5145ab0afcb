package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
  private static final String NAME = "model.layers.1.mlp.down_proj.weight";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void readsAllThatTheWriterWroteInEveryFormat(DataType type) {
    float[] values = new float[8 * 12];
    for (int i = 0; i < values.length; i++) {
      // Exact in every format: 8 bits of mantissa.
      values[i] = (i - 40) / 64f;
    }
    TinyModel.writeConfig(folder, config -> {});
    TinyModel.tensors(type).add(NAME, type, List.of(8L, 12L), values).writeModel(folder);

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      Tensor tensor = checkpoint.tensor(NAME);
      assertThat(tensor.type()).isEqualTo(type);
      assertThat(tensor.shape()).containsExactly(8L, 12L);
      assertThat(tensor.rows()).isEqualTo(8);
      assertThat(tensor.columns()).isEqualTo(12);
      assertThat(tensor.readRows(0, 8)).containsExactly(values);
      assertThat(tensor.readRow(3)).containsExactly(Arrays.copyOfRange(values, 36, 48));
      assertThat(tensor.bytes().remaining()).isEqualTo(96 * type.bytes());
      assertThat(tensor.byteLength()).isEqualTo(96 * type.bytes());
    }
  }

  @Test
  void findsATensorInWhicheverShardHoldsIt() {
    Path whole = folder.resolve("whole");
    Path sharded = folder.resolve("sharded");
    whole.toFile().mkdirs();
    sharded.toFile().mkdirs();
    TinyModel.write(whole);
    TinyModel.writeSharded(sharded);

    try (Checkpoint one = Checkpoint.open(whole);
        Checkpoint three = Checkpoint.open(sharded)) {
      assertThat(three.config()).isEqualTo(TinyModel.CONFIG);
      assertThat(three.names()).isEqualTo(one.names()).hasSize(25);
      for (String name : one.names()) {
        assertThat(three.tensor(name).bytes()).as(name).isEqualTo(one.tensor(name).bytes());
      }
      assertThat(three.names().stream().map(name -> three.tensor(name).file()).distinct())
          .hasSize(3);
    }
  }

  @Test
  void theHeadIsTheEmbeddingWhereTheTwoAreTiedEvenIfACopyIsStored() {
    TinyModel.write(folder);
    try (Checkpoint untied = Checkpoint.open(folder)) {
      assertThat(untied.languageModelHead().name()).isEqualTo("lm_head.weight");
    }
    TinyModel.writeConfig(folder, config -> config.addProperty("tie_word_embeddings", true));
    try (Checkpoint tied = Checkpoint.open(folder)) {
      assertThat(tied.has("lm_head.weight")).isTrue();
      assertThat(tied.languageModelHead().name()).isEqualTo("model.embed_tokens.weight");
    }
  }

  @Test
  void theBytesAreThoseOfTheFileAtTheOffsetThatIsTold() throws IOException {
    TinyModel.write(folder);
    byte[] file = Files.readAllBytes(folder.resolve("model.safetensors"));
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      Tensor tensor = checkpoint.tensor(NAME);
      byte[] bytes = new byte[tensor.bytes().remaining()];
      tensor.bytes().get(bytes);
      int offset = Math.toIntExact(tensor.fileOffset());
      assertThat(bytes).isEqualTo(Arrays.copyOfRange(file, offset, offset + bytes.length));
    }
  }

  @Test
  void whatWasMappedStaysReadableWhenTheFilesAreClosed() {
    TinyModel.write(folder);
    Tensor tensor;
    float[] row;
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      tensor = checkpoint.tensor(NAME);
      row = tensor.readRow(0);
    }
    assertThat(tensor.readRow(0)).isEqualTo(row);
  }

  @Test
  void refusesATensorThatIsNotThereAndRowsThatAreNot() {
    TinyModel.write(folder);
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.has("model.layers.2.mlp.down_proj.weight")).isFalse();
      assertThatThrownBy(() -> checkpoint.tensor("model.layers.2.mlp.down_proj.weight"))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("holds no tensor model.layers.2");
      assertThatThrownBy(() -> checkpoint.tensor(NAME).readRows(7, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theFingerprintStaysUntilSomethingChanges() throws IOException {
    TinyModel.write(folder);
    Path weights = folder.resolve("model.safetensors");
    FileTime time = Files.getLastModifiedTime(weights);
    String before = fingerprint();
    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(fingerprint());

    TinyModel.tensors(DataType.BF16)
        .add(NAME, DataType.BF16, List.of(8L, 12L), new float[96])
        .writeModel(folder);
    Files.setLastModifiedTime(weights, time);
    String otherNumbers = fingerprint();
    assertThat(otherNumbers).isNotEqualTo(before);

    Files.setLastModifiedTime(weights, FileTime.fromMillis(time.toMillis() + 1000));
    String otherTime = fingerprint();
    assertThat(otherTime).isNotEqualTo(otherNumbers);

    TinyModel.writeConfig(folder, config -> config.addProperty("rope_theta", 10000));
    assertThat(fingerprint()).isNotEqualTo(otherTime);
  }

  @Test
  void everyCopyOfAModelHasTheSameContentFingerprintWhateverItsTimes() throws IOException {
    TinyModel.write(folder);
    Path weights = folder.resolve("model.safetensors");
    String before = contentFingerprint();

    Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000_000));
    assertThat(contentFingerprint()).matches("[0-9a-f]{64}").isEqualTo(before);

    TinyModel.tensors(DataType.BF16)
        .add(NAME, DataType.BF16, List.of(8L, 12L), new float[96])
        .writeModel(folder);
    String otherNumbers = contentFingerprint();
    assertThat(otherNumbers).isNotEqualTo(before);

    TinyModel.writeConfig(folder, config -> config.addProperty("rope_theta", 10000));
    assertThat(contentFingerprint()).isNotEqualTo(otherNumbers);
  }

  private String contentFingerprint() {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return checkpoint.contentFingerprint();
    }
  }

  private String fingerprint() {
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return checkpoint.fingerprint();
    }
  }
}
