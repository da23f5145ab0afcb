package dev.menshen.guard.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A model's folder of a few kilobytes, whole until a test damages it. */
final class TinyModel {
  static final Qwen3Config CONFIG =
      new Qwen3Config(8, 12, 2, 4, 2, 6, 32, 1e-6, 1e6, 128, /* tiedEmbeddings= */ false);

  private TinyModel() {}

  /** A model in one file. */
  static Path write(Path folder) {
    writeConfig(folder, config -> {});
    tensors(DataType.BF16).writeModel(folder);
    return folder;
  }

  /** A model in three shards. */
  static Path writeSharded(Path folder) {
    writeConfig(folder, config -> {});
    tensors(DataType.BF16).writeShards(folder, 3);
    return folder;
  }

  static SafetensorsWriter tensors(DataType type) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    SafetensorsWriter writer = new SafetensorsWriter();
    ExpectedTensors.of(CONFIG)
        .forEach((name, shape) -> writer.add(name, type, shape, values(random, shape)));
    return writer;
  }

  static float[] values(RandomGenerator random, List<Long> shape) {
    float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Writes {@code config.json} as transformers 4 does, changed as a test wants it. */
  static void writeConfig(Path folder, Consumer<JsonObject> change) {
    JsonObject config = new JsonObject();
    JsonArray architectures = new JsonArray();
    architectures.add("Qwen3ForCausalLM");
    config.add("architectures", architectures);
    config.addProperty("model_type", "qwen3");
    config.addProperty("hidden_size", CONFIG.hiddenSize());
    config.addProperty("intermediate_size", CONFIG.intermediateSize());
    config.addProperty("num_hidden_layers", CONFIG.layers());
    config.addProperty("num_attention_heads", CONFIG.heads());
    config.addProperty("num_key_value_heads", CONFIG.keyValueHeads());
    config.addProperty("head_dim", CONFIG.headDim());
    config.addProperty("vocab_size", CONFIG.vocabularySize());
    config.addProperty("rms_norm_eps", CONFIG.rmsNormEpsilon());
    config.addProperty("rope_theta", CONFIG.ropeTheta());
    config.addProperty("max_position_embeddings", CONFIG.maxPositions());
    config.addProperty("tie_word_embeddings", CONFIG.tiedEmbeddings());
    config.addProperty("hidden_act", "silu");
    config.addProperty("attention_bias", false);
    config.addProperty("attention_dropout", 0.0);
    config.addProperty("use_sliding_window", false);
    config.addProperty("torch_dtype", "bfloat16");
    config.addProperty("transformers_version", "4.51.0");
    change.accept(config);
    write(folder.resolve("config.json"), config.toString());
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
