package dev.menshen.server.doctor;

import java.nio.file.Path;
import java.util.List;

/**
 * The models on this machine.
 *
 * @param searched where was looked, in this order
 * @param found those that can be used
 * @param broken folders that look like models and cannot be used
 */
public record Models(List<Path> searched, List<FoundModel> found, List<Broken> broken) {
  /** Copies the lists. */
  public Models {
    searched = List.copyOf(searched);
    found = List.copyOf(found);
    broken = List.copyOf(broken);
  }

  /**
   * A folder that looks like a model and cannot be used.
   *
   * @param folder the folder
   * @param problem what is wrong with it
   */
  public record Broken(Path folder, String problem) {}
}
