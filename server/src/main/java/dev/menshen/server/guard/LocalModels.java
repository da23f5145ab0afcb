package dev.menshen.server.guard;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.ModelFolders;
import dev.menshen.guard.local.ConversionProgress;
import dev.menshen.guard.local.LocalGuard;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.FoundModel;
import dev.menshen.server.doctor.Host;
import dev.menshen.server.doctor.InsufficientMemoryException;
import dev.menshen.server.doctor.MemoryRoom;
import dev.menshen.server.doctor.ModelChoice;
import dev.menshen.server.doctor.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Loads Qwen3Guard from the models on a machine. What does not fit into memory is refused before it
 * is loaded.
 */
public final class LocalModels {
  private final Host host;
  private final Locale language;

  /**
   * Looks at a machine.
   *
   * @param host the machine
   * @param language of what is said about folders that cannot be used
   */
  public LocalModels(Host host, Locale language) {
    this.host = requireNonNull(host, "host is null");
    this.language = requireNonNull(language, "language is null");
  }

  /**
   * Decides what to load. Reads no more than headers.
   *
   * @throws dev.menshen.guard.checkpoint.ModelNotFoundException when there is no model of the name
   * @throws dev.menshen.guard.checkpoint.InvalidCheckpointException when the model cannot be used
   * @throws NoModelException when any model would do, and there is none
   * @throws InsufficientMemoryException when there is no room for it
   */
  public SelectedModel select(ModelRequest request, LocalProperties properties) {
    List<FoundModel> candidates = candidates(request);
    MemoryRoom room = MemoryRoom.of(host);
    Set<Precision> precisions =
        request.precision().map(Set::of).orElseGet(() -> Set.of(Precision.values()));
    return switch (ModelChoice.among(candidates, room, precisions, properties::footprint)) {
      case ModelChoice.Chosen chosen -> new SelectedModel(request, chosen, room);
      case ModelChoice.NoneFits none -> throw refusal(none.least(), room, properties);
      case ModelChoice.NoneFound _ -> throw new IllegalStateException("there are no candidates");
    };
  }

  /**
   * Loads what was selected.
   *
   * @param progress told how far a conversion is
   * @throws RuntimeException as {@link LocalGuard#load} tells
   */
  public LocalGuard load(
      SelectedModel selected, LocalProperties properties, ConversionProgress progress) {
    ModelChoice.Option option = selected.choice().option();
    return LocalGuard.load(
        option.model().folder(),
        properties.options(option.precision(), Models.folders(host).conversions()),
        progress);
  }

  private List<FoundModel> candidates(ModelRequest request) {
    if (!request.isAuto()) {
      return List.of(named(request.model()));
    }
    Models models = Models.read(host, language);
    if (models.found().isEmpty()) {
      throw new NoModelException(models);
    }
    return models.found();
  }

  private static InsufficientMemoryException refusal(
      ModelChoice.Option least, MemoryRoom room, LocalProperties properties) {
    return room.refusal(
        least.model().name(), least.model().shape(), least.precision(), properties::footprint);
  }

  private FoundModel named(String name) {
    Path folder = Models.folders(host).find(name);
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      return new FoundModel(ModelFolders.name(folder), folder, ModelShape.of(checkpoint.config()));
    }
  }
}
