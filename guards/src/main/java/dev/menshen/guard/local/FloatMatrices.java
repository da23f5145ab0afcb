package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Tensor;
import java.util.List;
import java.util.Map;

/** 32-bit matrices: the reference. */
final class FloatMatrices extends Matrices {
  FloatMatrices(OnnxGraph graph, WeightFile weights) {
    super(graph, weights);
  }

  @Override
  LoudChannels channels(Tensor norm, List<Tensor> readers) {
    return LoudChannels.none(norm);
  }

  @Override
  Activation project(String name, Matrix matrix, Activation input) {
    int outputs = matrix.rows();
    int inputs = matrix.columns();
    float[] transposed = new float[Math.multiplyExact(outputs, inputs)];
    matrix.forEachBlock(
        (first, count, rows) -> {
          for (int column = 0; column < inputs; column++) {
            int target = column * outputs + first;
            for (int row = 0; row < count; row++) {
              transposed[target + row] = rows[row * inputs + column];
            }
          }
        });
    String stored = weights.floats(graph, name, List.of((long) inputs, (long) outputs), transposed);
    return Activation.of(graph.node("MatMul", List.of(scaled(input), stored), Map.of()));
  }
}
