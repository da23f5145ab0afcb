package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.prompt.PromptLimits;

/**
 * The memory that the service takes with a local model at its longest text, in bytes: foreseen from
 * the model's shape alone, before anything is loaded.
 *
 * @param layers the matrices and normalisations of the layers, in their precision
 * @param embedding the embedding in half precision, mapped from its file: the system may drop its
 *     pages under pressure, at the price of reading them again
 * @param keysAndValues the keys and values of the longest sequence, in 32 bits
 * @param working activations of one pass, of which one layer's are alive at a time
 * @param program the virtual machine and the server around the model
 */
public record Footprint(
    long layers, long embedding, long keysAndValues, long working, long program) {
  /** How many 4-bit weights share a scale. */
  public static final int INT4_BLOCK = 32;

  /** The prompt around a window, the answer, and the room that is left over, in tokens. */
  public static final int PROMPT_TOKENS = 608;

  /** The longest sequence: the default window and what is around it. */
  public static final int CONTEXT_TOKENS = PromptLimits.DEFAULT_WINDOW + PROMPT_TOKENS;

  /** How many tokens of a sequence one pass reads. */
  public static final int PASS_TOKENS = 256;

  /** The virtual machine, its heap, the server and the native libraries: measured, 550 MB. */
  public static final long PROGRAM_BYTES = 550_000_000L;

  private static final int FLOAT_BYTES = 4;
  private static final int HALF_BYTES = 2;

  /** The footprint with the default window, and the default room for conversations. */
  public static Footprint of(ModelShape shape, Precision precision) {
    return of(shape, precision, CONTEXT_TOKENS, PASS_TOKENS)
        .keeping(LocalOptions.DEFAULT_KEY_VALUE_BYTES);
  }

  /**
   * The footprint.
   *
   * @param contextTokens the longest sequence: prompt, window and answer
   * @param passTokens how many of its tokens one pass reads; the context when it is read at once
   */
  public static Footprint of(
      ModelShape shape, Precision precision, int contextTokens, int passTokens) {
    requireNonNull(shape, "shape is null");
    requireNonNull(precision, "precision is null");
    if (passTokens < 1 || contextTokens < passTokens) {
      throw new IllegalArgumentException(
          "a pass has from 1 token to the context's %d, was %d"
              .formatted(contextTokens, passTokens));
    }
    return new Footprint(
        matrixBytes(shape, precision) + FLOAT_BYTES * shape.normParameters(),
        HALF_BYTES * shape.embeddingParameters(),
        FLOAT_BYTES * shape.keysAndValuesPerToken() * contextTokens,
        FLOAT_BYTES * (activations(shape) + (long) shape.heads() * contextTokens) * passTokens,
        PROGRAM_BYTES);
  }

  /** The same, and as many bytes of keys and values that are kept of conversations. */
  public Footprint keeping(long keyValueBytes) {
    return new Footprint(layers, embedding, keysAndValues + keyValueBytes, working, program);
  }

  /** All of it, in bytes. */
  public long total() {
    return layers + embedding + keysAndValues + working + program;
  }

  private static long matrixBytes(ModelShape shape, Precision precision) {
    long parameters = shape.matrixParameters();
    return switch (precision) {
      case FP32 -> FLOAT_BYTES * parameters;
      case INT8 -> parameters + FLOAT_BYTES * shape.outputChannels();
      case INT4 -> parameters / 2 + FLOAT_BYTES * (parameters / INT4_BLOCK);
    };
  }

  /**
   * Numbers alive per token while a layer runs: the residual stream, its norm, what is added and
   * the sum; queries, keys, values and the heads' outputs; gate, up and their product. Attention
   * scores, [heads, pass, context], come on top.
   */
  private static long activations(ModelShape shape) {
    return 4L * shape.hidden()
        + 2L * (shape.heads() + shape.keyValueHeads()) * shape.headDimension()
        + 3L * shape.intermediate();
  }
}
