package dev.menshen.guard.checkpoint;

import java.util.Arrays;
import java.util.Optional;

/** The formats of numbers that a tensor of the model may be stored in. */
public enum DataType {
  /** The upper half of an IEEE 754 binary32. */
  BF16(2),
  /** IEEE 754 binary16. */
  F16(2),
  /** IEEE 754 binary32. */
  F32(4);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** How many bytes a number takes. */
  public int bytes() {
    return bytes;
  }

  /** The format that a safetensors header calls by this name, if it is one of these. */
  static Optional<DataType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }
}
