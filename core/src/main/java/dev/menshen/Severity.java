package dev.menshen;

import java.util.Arrays;
import java.util.Optional;

/**
 * How harmful a text is, in the three steps of Qwen3Guard.
 *
 * <p>The order is that of harm, so {@code compareTo} tells which of two is worse.
 */
public enum Severity {
  /** Generally considered safe. */
  SAFE("Safe"),
  /** Harmful or not depending on context; strict readers count it as harmful, loose ones do not. */
  CONTROVERSIAL("Controversial"),
  /** Generally considered harmful. */
  UNSAFE("Unsafe");

  private final String label;

  Severity(String label) {
    this.label = label;
  }

  /** The name in Qwen3Guard's answers, such as {@code Unsafe}. */
  public String label() {
    return label;
  }

  /** The severity with this {@link #label()}, if there is one. */
  public static Optional<Severity> ofLabel(String label) {
    return Arrays.stream(values()).filter(severity -> severity.label.equals(label)).findFirst();
  }
}
