package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Channels that a norm makes louder than the others, though the matrices behind it have small
 * weights for them. In few bits, a loud channel costs all others their precision, and small weights
 * lose their own. So what the norm's gain has too much moves into the weights, which changes
 * nothing else: {@code (x * gain / factor) · (factor * weights)}.
 *
 * <p>A channel's factor is no more than takes its gain to the median of all gains, nor its weights
 * to the median of all columns: neither side becomes louder than is usual there. Most channels have
 * the factor 1. The idea is SmoothQuant's (Xiao et al. 2023, arXiv 2211.10438), which learns how
 * loud channels are from texts; here the checkpoint alone says it.
 */
final class LoudChannels {
  /** Channels that are less than so many times too loud are left alone. */
  private static final double LEAST = 2;

  private final float[] factors;

  private LoudChannels(float[] factors) {
    this.factors = factors;
  }

  /** As many channels as a norm has, none of which is changed. */
  static LoudChannels none(Tensor norm) {
    float[] factors = new float[norm.columns()];
    Arrays.fill(factors, 1);
    return new LoudChannels(factors);
  }

  /**
   * The channels between a norm and what reads it.
   *
   * @param norm the gains [hidden]
   * @param readers the matrices [outputs, hidden]
   */
  static LoudChannels between(Tensor norm, List<Tensor> readers) {
    double[] gains = magnitudes(FiniteRows.read(norm, 0, 1));
    double[] weights = columnLengths(readers, gains.length);
    double usualGain = median(gains);
    double usualWeight = median(weights);
    float[] factors = new float[gains.length];
    for (int i = 0; i < factors.length; i++) {
      double factor = Math.min(gains[i] / usualGain, usualWeight / weights[i]);
      factors[i] = factor >= LEAST && Double.isFinite(factor) ? (float) factor : 1;
    }
    return new LoudChannels(factors);
  }

  /** The norm's gains, without what the matrices take over. */
  float[] quieted(float[] gains) {
    float[] quieted = new float[gains.length];
    for (int i = 0; i < gains.length; i++) {
      quieted[i] = gains[i] / factors[i];
    }
    return quieted;
  }

  /** A matrix that takes over what the norm has given up. */
  Matrix raised(Tensor matrix) {
    return Matrix.of(matrix, factors);
  }

  private static double[] magnitudes(float[] values) {
    double[] magnitudes = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Math.abs(values[i]);
    }
    return magnitudes;
  }

  /** The Euclidean length of each column, over all matrices. */
  private static double[] columnLengths(List<Tensor> matrices, int columns) {
    double[] squares = new double[columns];
    for (Tensor matrix : matrices) {
      Matrix.of(matrix)
          .forEachBlock(
              (first, count, rows) -> {
                double[] block = new double[columns];
                for (int i = 0; i < rows.length; i++) {
                  block[i % columns] += (double) rows[i] * rows[i];
                }
                synchronized (squares) {
                  Arrays.setAll(squares, i -> squares[i] + block[i]);
                }
              });
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
