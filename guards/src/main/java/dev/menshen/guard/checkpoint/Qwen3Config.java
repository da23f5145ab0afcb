package dev.menshen.guard.checkpoint;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The sizes of a Qwen3 model. The {@code config.json} of its folder decides all of them.
 *
 * @param hiddenSize the width of the residual stream
 * @param intermediateSize the width of the feed-forward layer
 * @param layers how many decoder layers there are
 * @param heads how many query heads a layer has
 * @param keyValueHeads how many key and value heads a layer has; divides {@code heads}
 * @param headDim the width of a head; even, and in general not {@code hiddenSize / heads}; 128
 *     where the file does not say, as in transformers
 * @param vocabularySize rows of the embedding, at least as many as the tokenizer has tokens
 * @param rmsNormEpsilon what the root mean square is kept from zero with
 * @param ropeTheta the base of the rotary position embedding
 * @param maxPositions the longest context in tokens
 * @param tiedEmbeddings whether the embedding is the language-model head as well
 */
public record Qwen3Config(
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    int vocabularySize,
    double rmsNormEpsilon,
    double ropeTheta,
    int maxPositions,
    boolean tiedEmbeddings) {
  /** The file's name in a model's folder. */
  static final String FILE_NAME = "config.json";

  /**
   * Reads the {@code config.json} of a model's folder.
   *
   * @throws InvalidCheckpointException when it cannot be read or asks for what the engine does not
   *     do, with each such setting by name and value
   */
  public static Qwen3Config read(Path folder) {
    ModelFolder model = new ModelFolder(folder);
    return read(model).orElseThrow(() -> new InvalidCheckpointException(model.faults()));
  }

  /** Reads the configuration; when there is none, the folder has a fault. */
  static Optional<Qwen3Config> read(ModelFolder folder) {
    Path file = folder.file(FILE_NAME);
    Optional<JsonObject> json = JsonFile.read(folder, file);
    return json.flatMap(settings -> new ConfigReader(folder, file, settings).read());
  }
}
