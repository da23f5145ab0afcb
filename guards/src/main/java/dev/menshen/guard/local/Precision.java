package dev.menshen.guard.local;

import java.util.Locale;

/**
 * The number format in which the matrices of the layers are kept and multiplied, the finest first.
 * The embedding is kept in half precision in each of them.
 */
public enum Precision {
  /** 32-bit floating point: the reference. */
  FP32,

  /** 8-bit weights with a scale per output channel, 8-bit activations with a scale per token. */
  INT8,

  /** 4-bit weights with a scale per block of {@value Footprint#INT4_BLOCK} of them. */
  INT4;

  /** The name in options, output and file names: {@code fp32}, {@code int8}, {@code int4}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
