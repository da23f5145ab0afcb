package dev.menshen.server.doctor;

import java.util.Locale;

/** What a processor can do beyond the ordinary that speeds the multiplication of matrices up. */
public enum ProcessorFeature {
  /** x86: 256-bit vectors; without them inference crawls. */
  AVX2,
  /** x86: 512-bit vectors. */
  AVX512F,
  /** x86: sums of products of 8-bit numbers, in 512-bit vectors. */
  AVX512_VNNI,
  /** x86: the same in 256-bit vectors. */
  AVX_VNNI,
  /** x86: products of bf16 numbers. */
  AVX512_BF16,
  /** x86: products of tiles of 8-bit numbers. */
  AMX_INT8,
  /** x86: products of tiles of bf16 numbers. */
  AMX_BF16,
  /** Arm: sums of products of 8-bit numbers. */
  ASIMDDP,
  /** Arm: products of matrices of 8-bit numbers. */
  I8MM,
  /** Arm: products of bf16 numbers. */
  BF16,
  /** Arm: vectors of any length. */
  SVE;

  /** The name that Linux gives it in {@code /proc/cpuinfo}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
