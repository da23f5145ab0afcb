package dev.menshen.guard.local;

import dev.menshen.guard.local.OnnxGraph.NumberType;
import java.util.List;

/**
 * Some columns of a matrix in 8 bits with a scale per row, stored transposed, as ONNX Runtime
 * multiplies them.
 *
 * @param bytes the name of the bytes [columns, rows]
 * @param scales the name of the scales [rows]
 */
record ByteWeights(String bytes, String scales) {
  /**
   * Stores columns.
   *
   * @param name the name in the graph
   * @param from the first column
   * @param to the column after the last
   * @param levels the largest absolute value of a byte
   */
  static ByteWeights store(
      OnnxGraph graph,
      WeightFile weights,
      String name,
      Matrix matrix,
      int from,
      int to,
      int levels) {
    int outputs = matrix.rows();
    int columns = matrix.columns();
    int width = to - from;
    byte[] transposed = new byte[Math.multiplyExact(outputs, width)];
    float[] scales = new float[outputs];
    matrix.forEachBlock(
        (first, count, rows) -> {
          for (int row = 0; row < count; row++) {
            scales[first + row] = largest(rows, row * columns + from, width) / levels;
          }
          for (int column = 0; column < width; column++) {
            int target = column * outputs + first;
            for (int row = 0; row < count; row++) {
              float scale = scales[first + row];
              transposed[target + row] =
                  scale == 0 ? 0 : (byte) Math.rint(rows[row * columns + from + column] / scale);
            }
          }
        });
    return new ByteWeights(
        weights.bytes(
            graph, name, NumberType.INT8, List.of((long) width, (long) outputs), transposed),
        graph.vector(name + ".scale", scales));
  }

  private static float largest(float[] values, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
