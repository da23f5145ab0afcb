package dev.menshen.guard.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The open safetensors files of a folder, one or several, and where each tensor is. As in
 * transformers, {@code model.safetensors} goes before an index with its shards, and the index says
 * which shard holds a tensor.
 *
 * @param files in the order of their names
 * @param places where each tensor is, by name
 * @param lost names of tensors whose file has a fault already, so that their absence is none
 */
record WeightFiles(List<SafetensorsFile> files, Map<String, Place> places, Set<String> lost)
    implements Closeable {
  /** The file of a model that was not cut into shards. */
  static final String SINGLE = "model.safetensors";

  /** What says which shard holds a tensor. */
  static final String INDEX = SINGLE + ".index.json";

  private static final String WEIGHT_MAP = "weight_map";

  /**
   * Where a tensor is.
   *
   * @param file the file that holds it
   * @param entry its place in the file
   */
  record Place(SafetensorsFile file, SafetensorsHeader.Entry entry) {}

  /** Opens the files; what is wrong with them is added to the folder's faults. */
  static WeightFiles open(ModelFolder folder) {
    return folder.has(SINGLE) || !folder.has(INDEX) ? single(folder) : sharded(folder);
  }

  private static WeightFiles single(ModelFolder folder) {
    Map<String, Place> places = new LinkedHashMap<>();
    Optional<SafetensorsFile> opened = open(folder, folder.file(SINGLE), Fault.Kind.FILE_MISSING);
    opened.ifPresent(
        file ->
            file.header().entries().forEach((name, it) -> places.put(name, new Place(file, it))));
    return new WeightFiles(opened.stream().toList(), places, Set.of());
  }

  private static WeightFiles sharded(ModelFolder folder) {
    Map<String, String> index = index(folder);
    Map<String, SafetensorsFile> shards = new TreeMap<>();
    for (String shard : index.values().stream().distinct().sorted().toList()) {
      open(folder, folder.file(shard), Fault.Kind.SHARD_MISSING, INDEX)
          .ifPresent(file -> shards.put(shard, file));
    }
    Map<String, Place> places = new LinkedHashMap<>();
    Set<String> lost = new HashSet<>();
    Map<SafetensorsFile, List<String>> lacking = new LinkedHashMap<>();
    index.forEach(
        (name, shard) -> {
          Optional<SafetensorsFile> file = Optional.ofNullable(shards.get(shard));
          Optional<Place> place =
              file.flatMap(it -> it.header().entry(name).map(entry -> new Place(it, entry)));
          place.ifPresentOrElse(it -> places.put(name, it), () -> lost.add(name));
          if (place.isEmpty()) {
            file.ifPresent(it -> lacking.computeIfAbsent(it, none -> new ArrayList<>()).add(name));
          }
        });
    lacking.forEach(
        (file, names) ->
            folder.add(
                Fault.Kind.SHARD_LACKS_TENSOR, file.path(), names.getFirst(), INDEX, names.size()));
    return new WeightFiles(List.copyOf(shards.values()), places, lost);
  }

  private static Optional<SafetensorsFile> open(
      ModelFolder folder, Path path, Fault.Kind missing, Object... arguments) {
    Optional<FileChannel> channel = folder.open(path, missing, arguments);
    return channel.flatMap(it -> SafetensorsFile.read(folder, path, it));
  }

  /** The shard of each tensor, by the tensor's name. */
  private static Map<String, String> index(ModelFolder folder) {
    Map<String, String> shards = new LinkedHashMap<>();
    Optional<JsonObject> json = JsonFile.read(folder, folder.file(INDEX));
    if (json.isEmpty()) {
      return shards;
    }
    if (json.get().get(WEIGHT_MAP) instanceof JsonObject map && !map.isEmpty()) {
      for (Map.Entry<String, JsonElement> member : map.entrySet()) {
        // A shard is a file of this folder, never a path out of it.
        if (!(member.getValue() instanceof JsonPrimitive shard)
            || !shard.getAsString().matches("[\\w.-]+\\.safetensors")) {
          folder.add(Fault.Kind.INDEX_INVALID, folder.file(INDEX), WEIGHT_MAP);
          return Map.of();
        }
        shards.put(member.getKey(), shard.getAsString());
      }
    } else {
      folder.add(Fault.Kind.INDEX_INVALID, folder.file(INDEX), WEIGHT_MAP);
    }
    return shards;
  }

  /** How many bytes the files take. */
  long bytes() {
    return files.stream().mapToLong(SafetensorsFile::size).sum();
  }

  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (SafetensorsFile file : files) {
      try {
        file.channel().close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }
}
