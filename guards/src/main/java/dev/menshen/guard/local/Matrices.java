package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the matrices of the layers are stored in a graph, and multiplied. */
abstract class Matrices {
  final OnnxGraph graph;
  final WeightFile weights;

  Matrices(OnnxGraph graph, WeightFile weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * A value for each token, and possibly a factor for each token [1, tokens, 1] that it has still
   * to be multiplied with: what follows may do without, or put it off.
   */
  record Activation(String value, Optional<String> scale) {
    static Activation of(String value) {
      return new Activation(value, Optional.empty());
    }
  }

  /** Makes the matrices of a graph. */
  @FunctionalInterface
  interface Factory {
    /** The matrices, which are added to the graph and to the file of its weights. */
    Matrices matrices(OnnxGraph graph, WeightFile weights);
  }

  /** The layouts on disk. */
  enum Format implements Factory {
    FP32("fp32", Precision.FP32) {
      @Override
      public Matrices matrices(OnnxGraph graph, WeightFile weights) {
        return new FloatMatrices(graph, weights);
      }
    },
    INT8("int8", Precision.INT8) {
      @Override
      public Matrices matrices(OnnxGraph graph, WeightFile weights) {
        return new ByteMatrices(graph, weights, 127);
      }
    },
    /**
     * As {@link #INT8} with 7-bit weights. Without VNNI, x86 adds two products of bytes in 16 bits,
     * which 8-bit weights would overflow.
     */
    INT8_7BIT("int8-7bit", Precision.INT8) {
      @Override
      public Matrices matrices(OnnxGraph graph, WeightFile weights) {
        return new ByteMatrices(graph, weights, 63);
      }
    },
    INT4("int4", Precision.INT4) {
      @Override
      public Matrices matrices(OnnxGraph graph, WeightFile weights) {
        return new NibbleMatrices(graph, weights);
      }
    };

    private final String label;
    private final Precision precision;

    Format(String label, Precision precision) {
      this.label = label;
      this.precision = precision;
    }

    /** The layout for a precision on this processor. */
    static Format of(Precision precision) {
      return switch (precision) {
        case FP32 -> FP32;
        case INT8 -> Processor.multipliesBytesExactly() ? INT8 : INT8_7BIT;
        case INT4 -> INT4;
      };
    }

    /** The name in paths. */
    String label() {
      return label;
    }

    /** What it is a layout of. */
    Precision precision() {
      return precision;
    }
  }

  /**
   * Multiplies with a matrix.
   *
   * @param name the matrix's name in the graph
   * @param matrix [outputs, inputs], as checkpoints store it
   */
  abstract Activation project(String name, Matrix matrix, Activation input);

  /**
   * The channels between a norm and the matrices that read it, with what is to be moved between
   * them.
   */
  LoudChannels channels(Tensor norm, List<Tensor> readers) {
    return LoudChannels.between(norm, readers);
  }

  /** Multiplies an activation's factor in, if it has one. */
  String scaled(Activation activation) {
    return activation
        .scale()
        .map(scale -> graph.node("Mul", List.of(activation.value(), scale), Map.of()))
        .orElse(activation.value());
  }
}
