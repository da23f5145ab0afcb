package dev.menshen.guard.local;

import static dev.menshen.guard.local.OnnxGraph.MICROSOFT;
import static dev.menshen.guard.local.OnnxGraph.STANDARD;

import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.Qwen3Config;
import dev.menshen.guard.checkpoint.Tensor;
import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A Qwen3 decoder as an ONNX graph, for one sequence at a time.
 *
 * <p>Inputs: {@link #IDS} [1, new tokens]; {@link #LENGTH}, how many tokens there are with the new
 * ones, and {@link #LAST} [1], one less; {@link #EMBEDDING}; {@link #pastKey} and {@link
 * #pastValue} of each layer [1, keyValueHeads, capacity, headDim]. Outputs: {@link #HIDDEN} [1, 1,
 * hidden], the last token's state after the last norm, which a row of the language-model head turns
 * into a logit; {@link #presentKey} and {@link #presentValue} of each layer, in the shape of the
 * past. When they are the same memory as the past, the new tokens' keys and values are written
 * after the others' in place, and nothing is copied.
 *
 * <p>In the last layer only the last token goes on after the attention.
 */
final class Qwen3Graph {
  static final String IDS = "input_ids";
  static final String LAST = "last_position";
  static final String LENGTH = "total_length";
  static final String HIDDEN = "hidden";

  /** The embedding [vocabulary, hidden], which stays mapped from the checkpoint's own file. */
  static final String EMBEDDING = "embedding";

  private static final String LAST_AXIS = "axis";

  private final OnnxGraph graph = new OnnxGraph("qwen3");
  private final Qwen3Config config;
  private final Checkpoint checkpoint;
  private final Matrices matrices;
  private final WeightFile weights;

  private Qwen3Graph(Checkpoint checkpoint, Matrices.Factory format, WeightFile weights) {
    this.config = checkpoint.config();
    this.checkpoint = checkpoint;
    this.weights = weights;
    this.matrices = format.matrices(graph, weights);
  }

  /** The rotary embedding's tables, [positions, headDim / 2]. */
  private record Rotation(String cosines, String sines) {}

  /**
   * Builds the graph.
   *
   * @param weights takes the matrices, in the order in which the graph uses them
   */
  static OnnxGraph build(Checkpoint checkpoint, Matrices.Factory format, WeightFile weights) {
    return new Qwen3Graph(checkpoint, format, weights).build();
  }

  static String pastKey(int layer) {
    return "past_key_" + layer;
  }

  static String pastValue(int layer) {
    return "past_value_" + layer;
  }

  static String presentKey(int layer) {
    return "present_key_" + layer;
  }

  static String presentValue(int layer) {
    return "present_value_" + layer;
  }

  private OnnxGraph build() {
    graph.input(IDS, NumberType.INT64, 1, "new");
    graph.input(LAST, NumberType.INT32, 1);
    graph.input(LENGTH, NumberType.INT32);
    for (int layer = 0; layer < config.layers(); layer++) {
      Object[] past = {1, config.keyValueHeads(), "capacity", config.headDim()};
      graph.input(pastKey(layer), NumberType.FLOAT, past);
      graph.input(pastValue(layer), NumberType.FLOAT, past);
      graph.output(presentKey(layer), NumberType.FLOAT, past);
      graph.output(presentValue(layer), NumberType.FLOAT, past);
    }
    Rotation rotation = rotation();
    String residual = embedded();
    String added = "";
    for (int layer = 0; layer < config.layers(); layer++) {
      boolean last = layer == config.layers() - 1;
      String name = "model.layers." + layer + ".";
      LoudChannels asked =
          channels(
              name + "input_layernorm.weight",
              name + "self_attn.q_proj.weight",
              name + "self_attn.k_proj.weight",
              name + "self_attn.v_proj.weight");
      Normed before = normed(residual, added, name + "input_layernorm.weight", asked);
      String attention = attention(layer, before.value(), asked, rotation, last);
      residual = last ? lastToken(before.residual()) : before.residual();
      LoudChannels fed =
          channels(
              name + "post_attention_layernorm.weight",
              name + "mlp.gate_proj.weight",
              name + "mlp.up_proj.weight");
      Normed after = normed(residual, attention, name + "post_attention_layernorm.weight", fed);
      residual = after.residual();
      added = feedForward(name + "mlp.", after.value(), fed);
    }
    String lastNorm = "model.norm.weight";
    Normed end = normed(residual, added, lastNorm, LoudChannels.none(checkpoint.tensor(lastNorm)));
    graph.node(STANDARD, "Identity", List.of(end.value()), Map.of(), List.of(HIDDEN));
    graph.output(HIDDEN, NumberType.FLOAT, 1, 1, config.hiddenSize());
    return graph;
  }

  private String embedded() {
    Tensor embedding = checkpoint.embedding();
    String table =
        graph.input(EMBEDDING, numberType(embedding), config.vocabularySize(), config.hiddenSize());
    String rows = graph.node("Gather", List.of(table, IDS), Map.of(LAST_AXIS, 0));
    return graph.node("Cast", List.of(rows), Map.of("to", NumberType.FLOAT.code()));
  }

  private static NumberType numberType(Tensor tensor) {
    return switch (tensor.type()) {
      case BF16 -> NumberType.BFLOAT16;
      case F16 -> NumberType.FLOAT16;
      case F32 -> NumberType.FLOAT;
    };
  }

  /** The angles are computed as the reference does it, in 32 bits: position times frequency. */
  private Rotation rotation() {
    int half = config.headDim() / 2;
    float[] cosines = new float[config.maxPositions() * half];
    float[] sines = new float[cosines.length];
    for (int i = 0; i < half; i++) {
      float frequency = (float) (1 / Math.pow(config.ropeTheta(), 2.0 * i / config.headDim()));
      for (int position = 0; position < config.maxPositions(); position++) {
        float angle = position * frequency;
        cosines[position * half + i] = (float) Math.cos(angle);
        sines[position * half + i] = (float) Math.sin(angle);
      }
    }
    List<Long> table = List.of((long) config.maxPositions(), (long) half);
    return new Rotation(
        weights.floats(graph, "cosines", table, cosines),
        weights.floats(graph, "sines", table, sines));
  }

  /** A layer's attention [1, new tokens, hidden], in the last layer [1, 1, hidden]. */
  private String attention(
      int layer, String input, LoudChannels channels, Rotation rotation, boolean last) {
    String name = "model.layers." + layer + ".self_attn.";
    // A norm takes away what scales a whole token.
    String query =
        headNorm(
            project(name + "q_proj.weight", input, channels).value(),
            config.heads(),
            name + "q_norm.weight");
    String key =
        headNorm(
            project(name + "k_proj.weight", input, channels).value(),
            config.keyValueHeads(),
            name + "k_norm.weight");
    String value = matrices.scaled(project(name + "v_proj.weight", input, channels));
    String read =
        graph
            .node(
                MICROSOFT,
                "GroupQueryAttention",
                List.of(
                    query,
                    key,
                    value,
                    pastKey(layer),
                    pastValue(layer),
                    LAST,
                    LENGTH,
                    rotation.cosines(),
                    rotation.sines()),
                Map.of(
                    "num_heads",
                    config.heads(),
                    "kv_num_heads",
                    config.keyValueHeads(),
                    "do_rotary",
                    1,
                    "rotary_interleaved",
                    0,
                    "scale",
                    1 / Math.sqrt(config.headDim())),
                List.of(graph.fresh("attention"), presentKey(layer), presentValue(layer)))
            .getFirst();
    return matrices.scaled(
        matrices.project(
            name + "o_proj.weight",
            Matrix.of(checkpoint.tensor(name + "o_proj.weight")),
            Matrices.Activation.of(last ? lastToken(read) : read)));
  }

  /** SwiGLU: silu(gate) times up, projected down; [1, tokens, hidden]. */
  private String feedForward(String name, String input, LoudChannels channels) {
    String gate = matrices.scaled(project(name + "gate_proj.weight", input, channels));
    Matrices.Activation up = project(name + "up_proj.weight", input, channels);
    String opened = graph.node(MICROSOFT, "QuickGelu", List.of(gate), Map.of("alpha", 1.0));
    String product = graph.node("Mul", List.of(opened, up.value()), Map.of());
    return matrices.scaled(
        matrices.project(
            name + "down_proj.weight",
            Matrix.of(checkpoint.tensor(name + "down_proj.weight")),
            new Matrices.Activation(product, up.scale())));
  }

  private Matrices.Activation project(String name, String input, LoudChannels channels) {
    return matrices.project(
        name, channels.raised(checkpoint.tensor(name)), Matrices.Activation.of(input));
  }

  private LoudChannels channels(String norm, String... readers) {
    return matrices.channels(
        checkpoint.tensor(norm), Arrays.stream(readers).map(checkpoint::tensor).toList());
  }

  /** The normed sum of two states, and the sum. */
  private record Normed(String value, String residual) {}

  private Normed normed(String residual, String added, String name, LoudChannels channels) {
    String scale =
        graph.vector(name, channels.quieted(FiniteRows.read(checkpoint.tensor(name), 0, 1)));
    if (added.isEmpty()) {
      return new Normed(norm(residual, scale), residual);
    }
    List<String> outputs =
        graph.node(
            MICROSOFT,
            "SkipSimplifiedLayerNormalization",
            List.of(residual, added, scale),
            Map.of("epsilon", config.rmsNormEpsilon()),
            List.of(graph.fresh("normed"), "", "", graph.fresh("residual")));
    return new Normed(outputs.getFirst(), outputs.getLast());
  }

  private String norm(String value, String scale) {
    return graph.node(
        "SimplifiedLayerNormalization",
        List.of(value, scale),
        Map.of(LAST_AXIS, -1, "epsilon", config.rmsNormEpsilon(), "stash_type", 1));
  }

  /** Norms each head of [1, tokens, heads * headDim]. */
  private String headNorm(String value, int heads, String name) {
    String byHead =
        graph.node("Reshape", List.of(value, graph.numbers(1, 0, -1, config.headDim())), Map.of());
    String normed =
        norm(byHead, graph.vector(name, FiniteRows.read(checkpoint.tensor(name), 0, 1)));
    return graph.node(
        "Reshape", List.of(normed, graph.numbers(1, 0, (long) heads * config.headDim())), Map.of());
  }

  private String lastToken(String value) {
    return graph.node(
        "Slice",
        List.of(value, graph.numbers(-1), graph.numbers(Integer.MAX_VALUE), graph.numbers(1)),
        Map.of());
  }
}
