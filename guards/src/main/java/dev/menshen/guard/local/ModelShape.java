package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Qwen3Config;

/**
 * The sizes of a Qwen3 decoder that decide how much memory it takes, as its {@code config.json}
 * says them.
 *
 * @param hidden the width of the residual stream ({@code hidden_size})
 * @param intermediate the width of the feed-forward layers ({@code intermediate_size})
 * @param layers how many layers ({@code num_hidden_layers})
 * @param heads attention heads for queries ({@code num_attention_heads})
 * @param keyValueHeads attention heads for keys and values ({@code num_key_value_heads})
 * @param headDimension the width of a head ({@code head_dim})
 * @param vocabulary how many tokens there are ({@code vocab_size})
 * @param tiedEmbeddings whether the output matrix is the embedding ({@code tie_word_embeddings})
 */
public record ModelShape(
    int hidden,
    int intermediate,
    int layers,
    int heads,
    int keyValueHeads,
    int headDimension,
    int vocabulary,
    boolean tiedEmbeddings) {
  /** Checks that every size is positive. */
  public ModelShape {
    requirePositive(hidden, "hidden");
    requirePositive(intermediate, "intermediate");
    requirePositive(layers, "layers");
    requirePositive(heads, "heads");
    requirePositive(keyValueHeads, "keyValueHeads");
    requirePositive(headDimension, "headDimension");
    requirePositive(vocabulary, "vocabulary");
  }

  /** The sizes that a model's configuration gives. */
  public static ModelShape of(Qwen3Config config) {
    return new ModelShape(
        config.hiddenSize(),
        config.intermediateSize(),
        config.layers(),
        config.heads(),
        config.keyValueHeads(),
        config.headDim(),
        config.vocabularySize(),
        config.tiedEmbeddings());
  }

  /**
   * Numbers in the matrices of all layers: q and o are [hidden, heads * headDimension], k and v
   * [hidden, keyValueHeads * headDimension], gate, up and down [hidden, intermediate].
   */
  public long matrixParameters() {
    return layers
        * (2L * hidden * heads * headDimension
            + 2L * hidden * keyValueHeads * headDimension
            + 3L * hidden * intermediate);
  }

  /** Rows of the matrices of all layers, counted by what they give: each has a scale in int8. */
  public long outputChannels() {
    return layers
        * ((long) heads * headDimension
            + 2L * keyValueHeads * headDimension
            + 2L * intermediate
            + 2L * hidden);
  }

  /** Numbers in the normalisations: two of the hidden width and two per head a layer, one last. */
  public long normParameters() {
    return layers * (2L * hidden + 2L * headDimension) + hidden;
  }

  /** Numbers in the embedding: [vocabulary, hidden]. */
  public long embeddingParameters() {
    return (long) vocabulary * hidden;
  }

  /** All numbers of the model, with the output matrix where it is not the embedding. */
  public long parameters() {
    return matrixParameters() + normParameters() + (tiedEmbeddings ? 1 : 2) * embeddingParameters();
  }

  /** Numbers that a token leaves in the KV cache: a key and a value per layer and head. */
  public long keysAndValuesPerToken() {
    return 2L * layers * keyValueHeads * headDimension;
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
    }
  }
}
