package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.menshen.guard.checkpoint.Fault.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Weights that do not fit the configuration. */
class ExpectedTensorsTest extends DamagedModel {
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
  void anEmbeddingThatCannotBeMappedAtOnce() throws IOException {
    int rows = 1 << 26;
    TinyModel.write(folder);
    TinyModel.writeConfig(
        folder,
        config -> {
          config.addProperty("vocab_size", rows);
          config.addProperty("tie_word_embeddings", true);
        });
    Map<String, List<Long>> shapes = new LinkedHashMap<>(ExpectedTensors.of(TinyModel.CONFIG));
    shapes.remove(ExpectedTensors.HEAD);
    shapes.put(ExpectedTensors.EMBEDDING, List.of((long) rows, 8L));
    writeEmpty(shapes);

    Fault fault = only(Verification.ofWeights(folder), Kind.EMBEDDING_LARGE, weights);

    assertThat(fault.arguments()).containsExactly(ExpectedTensors.EMBEDDING, "2,147,483,648");
    assertThat(fault.message()).contains("BF16");
  }

  /** A file of full length in which no number was written. */
  private void writeEmpty(Map<String, List<Long>> shapes) throws IOException {
    JsonObject header = new JsonObject();
    long offset = 0;
    for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
      long end = offset + Float.BYTES * tensor.getValue().stream().reduce(1L, Math::multiplyExact);
      JsonObject entry = new JsonObject();
      entry.addProperty("dtype", "F32");
      entry.add("shape", new Gson().toJsonTree(tensor.getValue()));
      entry.add("data_offsets", new Gson().toJsonTree(List.of(offset, end)));
      header.add(tensor.getKey(), entry);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.writeLong(Long.reverseBytes(json.length));
      file.write(json);
      file.setLength(Long.BYTES + json.length + offset);
    }
  }
}
