package dev.menshen.server.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a pull has put into a folder: the file {@value #NAME} in it. With it the next pull need not
 * read gigabytes to know that nothing has changed.
 *
 * @param hub the hub whose paths were spoken
 * @param model the model's name there
 * @param revision the commit, or the branch where the hub names none
 * @param files the files
 */
record Manifest(String hub, String model, String revision, List<Entry> files) {
  static final String NAME = ".pulled.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  Manifest {
    files = List.copyOf(files);
  }

  static Manifest of(PullRequest request, RemoteFolder remote) {
    return new Manifest(
        request.source().toString(),
        request.model().toString(),
        remote.revision(),
        remote.files().stream()
            .map(file -> new Entry(file.name(), file.size(), file.sha256().orElse(null)))
            .toList());
  }

  /** Reads a folder's manifest; one that is not readable is as good as none. */
  static Optional<Manifest> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Manifest.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  void write(Path folder, Path work) throws IOException {
    Path temporary = work.resolve(NAME);
    Files.write(temporary, JSON.writeValueAsBytes(this));
    Files.move(temporary, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether it is of this model, and all its files have their sizes. */
  boolean isWhole(PullRequest request) {
    return request.model().toString().equals(model)
        && request.source().toString().equals(hub)
        && files.stream()
            .allMatch(file -> hasSize(request.folder().resolve(file.name()), file.size));
  }

  /** Whether it says of a file that this content was put there. */
  boolean vouchesFor(RemoteFile file, String remoteRevision) {
    Entry entry = byName().get(file.name());
    return entry != null
        && entry.size == file.size()
        && (file.sha256().isPresent()
            ? file.sha256().get().equals(entry.sha256)
            : revision.equals(remoteRevision));
  }

  long bytes() {
    return files.stream().mapToLong(Entry::size).sum();
  }

  private Map<String, Entry> byName() {
    Map<String, Entry> entries = new HashMap<>();
    files.forEach(entry -> entries.put(entry.name(), entry));
    return entries;
  }

  static boolean hasSize(Path path, long size) {
    try {
      return Files.isRegularFile(path) && Files.size(path) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A file.
   *
   * @param name its name
   * @param size its length in bytes
   * @param sha256 its SHA-256, where the hub gives one
   */
  record Entry(String name, long size, @Nullable String sha256) {}
}
