package dev.menshen.server.guard;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.local.Precision;
import java.util.Optional;

/**
 * Which Qwen3Guard is wanted.
 *
 * @param model a folder, a name, or {@value #AUTO}
 * @param precision the precision that it is to have; the finest that fits when nothing is said
 */
public record ModelRequest(String model, Optional<Precision> precision) {
  /** The largest model that fits into memory. */
  public static final String AUTO = "auto";

  /** Checks for nulls. */
  public ModelRequest {
    requireNonNull(model, "model is null");
    requireNonNull(precision, "precision is null");
  }

  boolean isAuto() {
    return model.equals(AUTO);
  }
}
