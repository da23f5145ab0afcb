package dev.menshen.guard.local;

import static dev.menshen.guard.local.OnnxGraph.MICROSOFT;

import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.util.List;
import java.util.Map;

/**
 * 4-bit matrices in blocks of 32 inputs with a scale each, multiplied with activations in 8 bits
 * that have a scale per block as well. The format is that of ONNX Runtime's MatMulNBits: unsigned
 * around 8, the earlier of two weights in the lower half of a byte.
 */
final class NibbleMatrices extends Matrices {
  private static final int BLOCK = Footprint.INT4_BLOCK;
  private static final int ZERO = 8;
  private static final int HIGHEST = 15;

  /** Activations in 8 bits. */
  private static final int ACCURACY_LEVEL = 4;

  NibbleMatrices(OnnxGraph graph, WeightFile weights) {
    super(graph, weights);
  }

  @Override
  Activation project(String name, Matrix matrix, Activation input) {
    int outputs = matrix.rows();
    int inputs = matrix.columns();
    int blocks = Math.ceilDiv(inputs, BLOCK);
    byte[] packed = new byte[Math.multiplyExact(outputs, blocks * BLOCK / 2)];
    float[] scales = new float[outputs * blocks];
    matrix.forEachBlock(
        (first, count, rows) -> {
          for (int row = 0; row < count; row++) {
            for (int block = 0; block < blocks; block++) {
              int from = row * inputs + block * BLOCK;
              int length = Math.min(BLOCK, inputs - block * BLOCK);
              int place = (first + row) * blocks + block;
              scales[place] = scale(rows, from, length);
              pack(rows, from, length, scales[place], packed, place * BLOCK / 2);
            }
          }
        });
    List<String> operands =
        List.of(
            scaled(input),
            weights.bytes(
                graph,
                name,
                NumberType.UINT8,
                List.of((long) outputs, (long) blocks, BLOCK / 2L),
                packed),
            weights.floats(graph, name + ".scale", List.of((long) outputs, (long) blocks), scales));
    return Activation.of(
        graph.node(
            MICROSOFT,
            "MatMulNBits",
            operands,
            Map.of(
                "K",
                inputs,
                "N",
                outputs,
                "bits",
                4,
                "block_size",
                BLOCK,
                "accuracy_level",
                ACCURACY_LEVEL)));
  }

  /** The scale at which the weight of the largest absolute value becomes -8, the lowest. */
  private static float scale(float[] weights, int from, int count) {
    float extreme = 0;
    for (int i = from; i < from + count; i++) {
      if (Math.abs(weights[i]) > Math.abs(extreme)) {
        extreme = weights[i];
      }
    }
    return extreme / -ZERO;
  }

  private static void pack(
      float[] weights, int from, int count, float scale, byte[] target, int offset) {
    for (int i = 0; i < BLOCK; i++) {
      float weight = i < count ? weights[from + i] : 0;
      long level = scale == 0 ? ZERO : Math.round((double) weight / scale) + ZERO;
      int bits = Math.clamp(level, 0, HIGHEST);
      target[offset + i / 2] |= (byte) (bits << (i % 2 * 4));
    }
  }
}
