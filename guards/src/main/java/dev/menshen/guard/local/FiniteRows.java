package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Fault;
import dev.menshen.guard.checkpoint.InvalidCheckpointException;
import dev.menshen.guard.checkpoint.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Rows of weights that are all numbers. One that is not spoils every text, or none that anybody
 * would notice, when it is rounded to a byte.
 */
final class FiniteRows {
  private FiniteRows() {}

  /**
   * Reads rows.
   *
   * @throws InvalidCheckpointException when one holds an infinity or what is not a number
   */
  static float[] read(Tensor tensor, int first, int count) {
    float[] rows = tensor.readRows(first, count);
    for (float weight : rows) {
      if (!Float.isFinite(weight)) {
        throw new InvalidCheckpointException(
            List.of(
                new Fault(
                    Fault.Kind.TENSOR_NOT_FINITE,
                    tensor.file(),
                    List.of(tensor.name()),
                    Optional.empty())));
      }
    }
    return rows;
  }
}
