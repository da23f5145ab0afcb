package dev.menshen.guard.local;

import static dev.menshen.guard.local.OnnxGraph.MICROSOFT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * 8-bit matrices with a scale per output channel, multiplied with 8-bit activations that have a
 * scale per token. A token whose activations are a hundred times those of the others, as trained
 * models have them, so costs no other token its precision.
 *
 * <p>What a multiplication gives has still to be multiplied with the token's scale. That is left to
 * what follows: a norm takes it away, and the next quantisation takes it along.
 */
final class ByteMatrices extends Matrices {
  /** Activations are stored as unsigned bytes around this. */
  private static final int ZERO = 128;

  private static final int LEVELS = 127;

  /** A token of zeros is divided by this instead of zero. */
  private static final float SMALLEST = 1e-12f;

  private final int weightLevels;
  private final Map<String, Quantised> quantised = new HashMap<>();

  /**
   * Makes the matrices of a graph.
   *
   * @param weightLevels the largest absolute value of a weight
   */
  ByteMatrices(OnnxGraph graph, WeightFile weights, int weightLevels) {
    super(graph, weights);
    this.weightLevels = weightLevels;
  }

  /** Bytes, and what a token's have to be multiplied with. */
  record Quantised(String bytes, String scale) {}

  @Override
  Activation project(String name, Matrix matrix, Activation input) {
    return multiply(
        ByteWeights.store(graph, weights, name, matrix, 0, matrix.columns(), weightLevels), input);
  }

  Activation multiply(ByteWeights stored, Activation input) {
    Quantised bytes = quantised(input);
    String product =
        graph.node(
            MICROSOFT,
            "MatMulIntegerToFloat",
            List.of(
                bytes.bytes(),
                stored.bytes(),
                graph.number(1f),
                stored.scales(),
                graph.unsignedByte(ZERO)),
            Map.of());
    return new Activation(product, Optional.of(bytes.scale()));
  }

  /** Quantises a value once, however many matrices it is multiplied with. */
  Quantised quantised(Activation input) {
    return quantised.computeIfAbsent(input.value(), value -> quantise(input));
  }

  private Quantised quantise(Activation input) {
    String value = input.value();
    String lastAxis = graph.numbers(-1);
    String largest =
        graph.node(
            "Max",
            List.of(
                graph.node("ReduceMax", List.of(value, lastAxis), Map.of("keepdims", 1)),
                graph.node(
                    "Neg",
                    List.of(
                        graph.node("ReduceMin", List.of(value, lastAxis), Map.of("keepdims", 1))),
                    Map.of()),
                graph.number(SMALLEST)),
            Map.of());
    String scale = graph.node("Mul", List.of(largest, graph.number(1f / LEVELS)), Map.of());
    String bytes =
        graph.node(
            "QuantizeLinear",
            List.of(
                value,
                graph.node("Reshape", List.of(scale, graph.numbers(-1)), Map.of()),
                zeros(scale)),
            Map.of("axis", 1));
    return new Quantised(bytes, scaled(new Activation(scale, input.scale())));
  }

  /**
   * The zero point of each token [tokens]; the last layer has another number of them than the rest.
   */
  private String zeros(String scale) {
    String shape = graph.node("Shape", List.of(scale), Map.of("start", 1, "end", 2));
    return graph.node("Expand", List.of(graph.unsignedByte(ZERO), shape), Map.of());
  }
}
