package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.local.ModelShape;
import java.nio.file.Path;

/**
 * A model that was found on this machine, whole as far as its configuration tells.
 *
 * @param name its name, as {@code --model} understands it
 * @param folder where it is
 * @param shape its sizes, by its own configuration
 */
public record FoundModel(String name, Path folder, ModelShape shape) {
  /** Checks that all is there. */
  public FoundModel {
    requireNonNull(name, "name is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(shape, "shape is null");
  }
}
