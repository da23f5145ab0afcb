package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Tensor;
import java.util.Optional;
import java.util.stream.IntStream;

/** A matrix [outputs, inputs] of a checkpoint, read block by block. */
final class Matrix {
  /** Rows that are read and converted together, so that what is written lies close. */
  private static final int BLOCK_ROWS = 64;

  private final Tensor tensor;
  private final Optional<float[]> factors;

  private Matrix(Tensor tensor, Optional<float[]> factors) {
    this.tensor = tensor;
    this.factors = factors;
  }

  /** The matrix as it is stored. */
  static Matrix of(Tensor tensor) {
    return new Matrix(tensor, Optional.empty());
  }

  /**
   * The matrix with each column multiplied.
   *
   * @param factors one for each column
   */
  static Matrix of(Tensor tensor, float[] factors) {
    return new Matrix(tensor, Optional.of(factors.clone()));
  }

  /** How many outputs. */
  int rows() {
    return tensor.rows();
  }

  /** How many inputs. */
  int columns() {
    return tensor.columns();
  }

  /** Takes some rows of a matrix. */
  @FunctionalInterface
  interface RowConsumer {
    /**
     * Takes rows.
     *
     * @param first the index of the first
     * @param count how many
     * @param rows the numbers, row after row
     */
    void accept(int first, int count, float[] rows);
  }

  /** Hands out all rows, block by block, on all processors. */
  void forEachBlock(RowConsumer consumer) {
    IntStream.range(0, Math.ceilDiv(rows(), BLOCK_ROWS))
        .parallel()
        .forEach(
            block -> {
              int first = block * BLOCK_ROWS;
              int count = Math.min(BLOCK_ROWS, rows() - first);
              float[] rows = FiniteRows.read(tensor, first, count);
              factors.ifPresent(factors -> multiply(rows, factors));
              consumer.accept(first, count, rows);
            });
  }

  private static void multiply(float[] rows, float[] factors) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= factors[i % factors.length];
    }
  }
}
