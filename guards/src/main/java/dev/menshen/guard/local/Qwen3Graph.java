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
 * <p>Inputs: {@link #IDS} [1, new tokens]; {@link #EMBEDDING}; {@link #pastKey} and {@link
 * #pastValue} of each layer [1, keyValueHeads, past tokens, headDim], empty at the beginning.
 * Outputs: {@link #HIDDEN} [1, 1, hidden], the last token's state after the last norm, which a row
 * of the language-model head turns into a logit; {@link #presentKey} and {@link #presentValue} of
 * each layer [1, keyValueHeads, past + new tokens, headDim].
 *
 * <p>The attention is spelt out in plain operators: they are faster here than the fused
 * GroupQueryAttention, because the query heads of a group are read as one matrix against their
 * keys, and because in the last layer only the last token's query is needed, and only its
 * feed-forward.
 */
final class Qwen3Graph {
  static final String IDS = "input_ids";
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

  /** What the layers share: where the new tokens stand and what they may look at. */
  private record Positions(
      String ids, String cosines, String sines, String mask, String grouped, String stacked) {}

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
    for (int layer = 0; layer < config.layers(); layer++) {
      Object[] past = {1, config.keyValueHeads(), "past", config.headDim()};
      Object[] present = {1, config.keyValueHeads(), "present", config.headDim()};
      graph.input(pastKey(layer), NumberType.FLOAT, past);
      graph.input(pastValue(layer), NumberType.FLOAT, past);
      graph.output(presentKey(layer), NumberType.FLOAT, present);
      graph.output(presentValue(layer), NumberType.FLOAT, present);
    }
    Positions positions = positions();
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
      String attention = attention(layer, before.value(), asked, positions, last);
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
  private Positions positions() {
    String newTokens = graph.node("Shape", List.of(IDS), Map.of("start", 1, "end", 2));
    String pastTokens = graph.node("Shape", List.of(pastKey(0)), Map.of("start", 2, "end", 3));
    String allTokens = graph.node("Add", List.of(newTokens, pastTokens), Map.of());
    String from = graph.node("Squeeze", List.of(pastTokens), Map.of());
    String to = graph.node("Squeeze", List.of(allTokens), Map.of());
    String one = graph.number(1L);
    String queries = graph.node("Range", List.of(from, to, one), Map.of());
    String keys = graph.node("Range", List.of(graph.number(0L), to, one), Map.of());
    String row = graph.numbers(0);
    String visible =
        graph.node(
            "LessOrEqual",
            List.of(
                graph.node("Unsqueeze", List.of(keys, row), Map.of()),
                graph.node("Unsqueeze", List.of(queries, graph.numbers(1)), Map.of())),
            Map.of());
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
    String groups = graph.numbers(config.keyValueHeads(), group());
    return new Positions(
        graph.node("Unsqueeze", List.of(queries, row), Map.of()),
        weights.floats(graph, "cosines", table, cosines),
        weights.floats(graph, "sines", table, sines),
        graph.node("Where", List.of(visible, graph.number(0f), graph.number(-1e30f)), Map.of()),
        graph.node("Concat", List.of(groups, newTokens, allTokens), Map.of(LAST_AXIS, 0)),
        graph.node(
            "Concat",
            List.of(graph.numbers(config.keyValueHeads(), -1), allTokens),
            Map.of(LAST_AXIS, 0)));
  }

  /** A layer's attention [1, new tokens, hidden], in the last layer [1, 1, hidden]. */
  private String attention(
      int layer, String input, LoudChannels channels, Positions positions, boolean last) {
    String name = "model.layers." + layer + ".self_attn.";
    String asking = last ? lastToken(input) : input;
    String askingIds = last ? lastToken(positions.ids()) : positions.ids();
    // A norm takes away what scales a whole token, and the queries' carries the attention's scale.
    String query =
        rotated(
            headNorm(
                project(name + "q_proj.weight", asking, channels).value(),
                name + "q_norm.weight",
                1 / Math.sqrt(config.headDim())),
            askingIds,
            positions);
    String key =
        rotated(
            headNorm(
                project(name + "k_proj.weight", input, channels).value(),
                name + "k_norm.weight",
                1),
            positions.ids(),
            positions);
    String value =
        byHead(
            matrices.scaled(project(name + "v_proj.weight", input, channels)),
            config.keyValueHeads());
    String keys = grown(pastKey(layer), key, presentKey(layer));
    String values = grown(pastValue(layer), value, presentValue(layer));
    int group = group();
    String queries =
        graph.node(
            "Reshape",
            List.of(query, graph.numbers(config.keyValueHeads(), -1, config.headDim())),
            Map.of());
    String scores =
        graph.node(MICROSOFT, "FusedMatMul", List.of(queries, keys), Map.of("transB", 1));
    String shares =
        last
            ? graph.node("Softmax", List.of(scores), Map.of(LAST_AXIS, -1))
            : graph.node(
                "Reshape",
                List.of(
                    graph.node(
                        "Softmax",
                        List.of(
                            graph.node(
                                "Add",
                                List.of(
                                    graph.node(
                                        "Reshape", List.of(scores, positions.grouped()), Map.of()),
                                    positions.mask()),
                                Map.of())),
                        Map.of(LAST_AXIS, -1)),
                    positions.stacked()),
                Map.of());
    String read = graph.node("MatMul", List.of(shares, values), Map.of());
    String heads =
        graph.node(
            "Transpose",
            List.of(
                graph.node(
                    "Reshape",
                    List.of(
                        read,
                        graph.numbers(
                            1, (long) config.keyValueHeads() * group, -1, config.headDim())),
                    Map.of())),
            Map.of("perm", List.of(0, 2, 1, 3)));
    String joined =
        graph.node(
            "Reshape",
            List.of(heads, graph.numbers(1, -1, (long) config.heads() * config.headDim())),
            Map.of());
    return matrices.scaled(
        matrices.project(
            name + "o_proj.weight",
            Matrix.of(checkpoint.tensor(name + "o_proj.weight")),
            Matrices.Activation.of(joined)));
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
    String scale = graph.vector(name, channels.quieted(checkpoint.tensor(name).readRow(0)));
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

  /** Norms each head [1, tokens, heads * headDim] to [1, heads, tokens, headDim]. */
  private String headNorm(String value, String name, double factor) {
    float[] scale = checkpoint.tensor(name).readRow(0);
    for (int i = 0; i < scale.length; i++) {
      scale[i] = (float) (scale[i] * factor);
    }
    String heads =
        graph.node("Reshape", List.of(value, graph.numbers(1, 0, -1, config.headDim())), Map.of());
    return graph.node(
        "Transpose",
        List.of(norm(heads, graph.vector(name, scale))),
        Map.of("perm", List.of(0, 2, 1, 3)));
  }

  private String byHead(String value, int heads) {
    return graph.node(
        "Transpose",
        List.of(
            graph.node(
                "Reshape", List.of(value, graph.numbers(1, 0, heads, config.headDim())), Map.of())),
        Map.of("perm", List.of(0, 2, 1, 3)));
  }

  private String rotated(String heads, String ids, Positions positions) {
    return graph.node(
        MICROSOFT,
        "RotaryEmbedding",
        List.of(heads, ids, positions.cosines(), positions.sines()),
        Map.of());
  }

  /** Appends to the past; [keyValueHeads, tokens, headDim]. */
  private String grown(String past, String added, String present) {
    graph.node(STANDARD, "Concat", List.of(past, added), Map.of(LAST_AXIS, 2), List.of(present));
    return graph.node("Squeeze", List.of(present, graph.numbers(0)), Map.of());
  }

  private String lastToken(String value) {
    return graph.node(
        "Slice",
        List.of(value, graph.numbers(-1), graph.numbers(Integer.MAX_VALUE), graph.numbers(1)),
        Map.of());
  }

  private int group() {
    return config.heads() / config.keyValueHeads();
  }
}
