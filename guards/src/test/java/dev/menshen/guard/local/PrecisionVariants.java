package dev.menshen.guard.local;

import static dev.menshen.guard.local.OnnxGraph.MICROSOFT;
import static dev.menshen.guard.local.OnnxGraph.STANDARD;

import dev.menshen.guard.checkpoint.Tensor;
import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ways to store and multiply matrices that the guard does not use, to compare with those it does.
 */
final class PrecisionVariants {
  private PrecisionVariants() {}

  /** As {@code usual}, but down projections as {@code down}. */
  static Matrices.Factory down(Matrices.Factory usual, Matrices.Factory down) {
    return (graph, weights) ->
        new Split(graph, weights, usual.matrices(graph, weights), down.matrices(graph, weights));
  }

  /** As {@code usual}, with loud channels quieted in any format. */
  static Matrices.Factory quiet(Matrices.Factory usual) {
    return down(usual, usual);
  }

  /** As {@code usual}, with loud channels left as they are. */
  static Matrices.Factory loud(Matrices.Factory usual) {
    return (graph, weights) -> new Loud(graph, weights, usual.matrices(graph, weights));
  }

  private static final class Loud extends Matrices {
    private final Matrices usual;

    Loud(OnnxGraph graph, WeightFile weights, Matrices usual) {
      super(graph, weights);
      this.usual = usual;
    }

    @Override
    LoudChannels channels(Tensor norm, List<Tensor> readers) {
      return LoudChannels.none(norm);
    }

    @Override
    Activation project(String name, Matrix matrix, Activation input) {
      return usual.project(name, matrix, input);
    }
  }

  private static final class Split extends Matrices {
    private final Matrices usual;
    private final Matrices down;

    Split(OnnxGraph graph, WeightFile weights, Matrices usual, Matrices down) {
      super(graph, weights);
      this.usual = usual;
      this.down = down;
    }

    @Override
    Activation project(String name, Matrix matrix, Activation input) {
      return (name.endsWith("down_proj.weight") ? down : usual).project(name, matrix, input);
    }
  }

  /** 8 bits with one scale for the activations of all tokens. */
  static final class PerTensor extends Matrices {
    PerTensor(OnnxGraph graph, WeightFile weights) {
      super(graph, weights);
    }

    @Override
    Activation project(String name, Matrix matrix, Activation input) {
      ByteWeights stored =
          ByteWeights.store(graph, weights, name, matrix, 0, matrix.columns(), 127);
      List<String> bytes =
          graph.node(
              STANDARD,
              "DynamicQuantizeLinear",
              List.of(scaled(input)),
              Map.of(),
              List.of(graph.fresh("bytes"), graph.fresh("scale"), graph.fresh("zero")));
      return Activation.of(
          graph.node(
              MICROSOFT,
              "MatMulIntegerToFloat",
              List.of(bytes.get(0), stored.bytes(), bytes.get(1), stored.scales(), bytes.get(2)),
              Map.of()));
    }
  }

  /** 8 bits with a scale per token and eighth of the columns. */
  static final class Groups extends Matrices {
    private static final int GROUPS = 8;

    Groups(OnnxGraph graph, WeightFile weights) {
      super(graph, weights);
    }

    @Override
    Activation project(String name, Matrix matrix, Activation input) {
      int width = matrix.columns() / GROUPS;
      String value = scaled(input);
      List<String> parts = new ArrayList<>();
      for (int group = 0; group < GROUPS; group++) {
        ByteMatrices bytes = new ByteMatrices(graph, weights, 127);
        int from = group * width;
        String part =
            graph.node(
                "Slice",
                List.of(value, graph.numbers(from), graph.numbers(from + width), graph.numbers(2)),
                Map.of());
        parts.add(
            scaled(
                bytes.multiply(
                    ByteWeights.store(
                        graph, weights, name + group, matrix, from, from + width, 127),
                    Activation.of(part))));
      }
      return Activation.of(graph.node("Sum", parts, Map.of()));
    }
  }

  /** 8 bits, and the activations' remainders in 8 bits more. */
  static final class TwoSteps extends Matrices {
    TwoSteps(OnnxGraph graph, WeightFile weights) {
      super(graph, weights);
    }

    @Override
    Activation project(String name, Matrix matrix, Activation input) {
      ByteMatrices bytes = new ByteMatrices(graph, weights, 127);
      ByteWeights stored =
          ByteWeights.store(graph, weights, name, matrix, 0, matrix.columns(), 127);
      String value = scaled(input);
      ByteMatrices.Quantised first = bytes.quantised(Activation.of(value));
      String centred =
          graph.node(
              "Sub",
              List.of(
                  graph.node("Cast", List.of(first.bytes()), Map.of("to", NumberType.FLOAT.code())),
                  graph.number(128f)),
              Map.of());
      String rest =
          graph.node(
              "Sub",
              List.of(value, graph.node("Mul", List.of(centred, first.scale()), Map.of())),
              Map.of());
      return Activation.of(
          graph.node(
              "Add",
              List.of(
                  scaled(bytes.multiply(stored, Activation.of(value))),
                  scaled(bytes.multiply(stored, Activation.of(rest)))),
              Map.of()));
    }
  }
}
