package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The whole of a folder. */
class VerificationTest extends DamagedModel {
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
  void aFaultIsToldInChineseToo() throws IOException {
    TinyModel.write(folder);
    Files.delete(weights);

    Fault fault = only(Verification.of(folder), Kind.FILE_MISSING, weights);

    assertThat(fault.message(Locale.CHINESE)).isEqualTo("缺少 " + weights + "；请运行：" + pull);
  }
}
