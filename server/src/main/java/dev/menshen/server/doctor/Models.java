package dev.menshen.server.doctor;

import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.InvalidCheckpointException;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.local.ModelShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The models on this machine.
 *
 * @param searched where was looked, in this order
 * @param found those whose configuration and weights are whole
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
   * @param name its name
   * @param folder the folder
   * @param problem what is wrong with it first, and what to do, in the reader's language
   */
  public record Broken(String name, Path folder, String problem) {}

  /** Looks for models, and opens each to see whether it is whole. */
  public static Models read(Host host, Locale language) {
    ModelFolders folders = folders(host);
    List<FoundModel> found = new ArrayList<>();
    List<Broken> broken = new ArrayList<>();
    for (ModelFolders.Found it : folders.list()) {
      try (Checkpoint checkpoint = Checkpoint.open(it.folder())) {
        found.add(new FoundModel(it.name(), it.folder(), ModelShape.of(checkpoint.config())));
      } catch (InvalidCheckpointException e) {
        broken.add(new Broken(it.name(), it.folder(), e.faults().getFirst().message(language)));
      }
    }
    return new Models(folders.places(), found, broken);
  }

  /** The folder that models are put into. */
  public static Path downloads(Host host) {
    return folders(host).downloads();
  }

  /** Where models are looked for. */
  public static ModelFolders folders(Host host) {
    return new ModelFolders(
        host.environment(),
        Path.of(host.variable("HOME").orElseGet(() -> host.property("user.home"))));
  }
}
