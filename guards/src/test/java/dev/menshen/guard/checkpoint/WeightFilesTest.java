package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards and their index. */
class WeightFilesTest extends DamagedModel {
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
}
