package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model's folder holds and all that is wrong with it.
 *
 * @param folder the folder, absolute
 * @param config its sizes; empty when {@code config.json} cannot be used
 * @param bytes how many bytes the weights take on disk
 * @param precisions the formats of the weights, the one with the most bytes first
 * @param faults what is wrong, in the order in which it was found
 */
public record Verification(
    Path folder,
    Optional<Qwen3Config> config,
    long bytes,
    List<DataType> precisions,
    List<Fault> faults) {
  /** Copies the lists. */
  public Verification {
    precisions = List.copyOf(precisions);
    faults = List.copyOf(faults);
  }

  /** Looks at the configuration and the weights' files; reads headers only, so it is quick. */
  public static Verification ofWeights(Path folder) {
    return ofWeights(new ModelFolder(folder));
  }

  static Verification ofWeights(ModelFolder folder) {
    if (!FolderCheck.check(folder)) {
      return new Verification(folder.path(), Optional.empty(), 0, List.of(), folder.faults());
    }
    Optional<Qwen3Config> config = Qwen3Config.read(folder);
    long bytes = 0;
    List<DataType> precisions = List.of();
    try (WeightFiles weights = WeightFiles.open(folder)) {
      config.ifPresent(sizes -> ExpectedTensors.check(folder, sizes, weights));
      bytes = weights.bytes();
      precisions = precisions(weights);
    } catch (IOException e) {
      folder.unreadable(folder.path(), e);
    }
    return new Verification(folder.path(), config, bytes, precisions, folder.faults());
  }

  /** Whether nothing is wrong. */
  public boolean isWhole() {
    return faults.isEmpty();
  }

  private static List<DataType> precisions(WeightFiles weights) {
    Map<DataType, Long> bytes = new EnumMap<>(DataType.class);
    for (WeightFiles.Place place : weights.places().values()) {
      DataType.named(place.entry().type())
          .ifPresent(
              type -> bytes.merge(type, place.entry().end() - place.entry().begin(), Long::sum));
    }
    return bytes.entrySet().stream()
        .sorted(Map.Entry.<DataType, Long>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
