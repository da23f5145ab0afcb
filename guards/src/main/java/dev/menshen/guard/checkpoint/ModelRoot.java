package dev.menshen.guard.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that holds models.
 *
 * @param path the folder
 * @param layout how models lie in it
 */
record ModelRoot(Path path, Layout layout) {
  private static final String SNAPSHOTS = "snapshots";
  private static final String REPOSITORY_PREFIX = "models--";

  /** How models lie in a folder, and whether other programs keep theirs there as well. */
  enum Layout {
    /** {@code NAME/} or {@code ORGANISATION/NAME/}, all of them for guards. */
    OWN,
    /** {@code ORGANISATION/NAME/}, models of all kinds (ModelScope's cache). */
    SHARED,
    /**
     * {@code models--ORGANISATION--NAME/snapshots/COMMIT/}, models of all kinds (Hugging Face's
     * cache; {@code refs/main} holds the commit).
     */
    HUGGING_FACE
  }

  /**
   * The models in the folder, by name.
   *
   * @throws IOException when the folder is not there or may not be read
   */
  List<ModelFolders.Found> models() throws IOException {
    List<ModelFolders.Found> found = new ArrayList<>();
    if (layout != Layout.HUGGING_FACE && looksLikeModel(path)) {
      found.add(new ModelFolders.Found(name(path), path));
    }
    for (Path child : folders(path)) {
      switch (layout) {
        case HUGGING_FACE -> {
          if (name(child).startsWith(REPOSITORY_PREFIX)) {
            snapshot(child)
                .ifPresent(it -> found.add(new ModelFolders.Found(repository(child), it)));
          }
        }
        case OWN, SHARED -> {
          if (looksLikeModel(child)) {
            found.add(new ModelFolders.Found(name(child), child));
          } else {
            grandchildren(child).forEach(found::add);
          }
        }
      }
    }
    return found;
  }

  /** Whether a model that was found here is for us: in a shared cache by its name alone. */
  boolean isGuard(ModelFolders.Found model) {
    return layout == Layout.OWN
        || model.name().toLowerCase(Locale.ROOT).replace("___", ".").contains("qwen3guard-gen");
  }

  /**
   * The snapshot that a repository's folder in Hugging Face's cache has checked out as {@code
   * main}, or the newest when no such note is there.
   */
  static Optional<Path> snapshot(Path repository) {
    Path snapshots = repository.resolve(SNAPSHOTS);
    try {
      Path main = repository.resolve("refs").resolve("main");
      String commit = Files.isRegularFile(main) ? Files.readString(main).strip() : "";
      if (commit.matches("\\w+") && Files.isDirectory(snapshots.resolve(commit))) {
        return Optional.of(snapshots.resolve(commit));
      }
      return folders(snapshots).stream()
          .max(Comparator.comparingLong(it -> it.toFile().lastModified()));
    } catch (IOException e) {
      // No repository of that cache, or not ours to read.
      return Optional.empty();
    }
  }

  /** The name of a model's folder, or of the repository that it is a snapshot of. */
  static String displayName(Path folder) {
    int names = folder.getNameCount();
    return names >= 3
            && folder.getName(names - 2).toString().equals(SNAPSHOTS)
            && folder.getName(names - 3).toString().startsWith(REPOSITORY_PREFIX)
        ? repository(folder.getName(names - 3))
        : name(folder);
  }

  private static List<ModelFolders.Found> grandchildren(Path organisation) {
    try {
      return folders(organisation).stream()
          .filter(ModelRoot::looksLikeModel)
          .map(it -> new ModelFolders.Found(name(organisation) + "/" + name(it), it))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** By its name, or by files that only a model has; it need not be whole. */
  private static boolean looksLikeModel(Path folder) {
    if (OfficialModel.named(name(folder)).isPresent()) {
      return true;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> name(file).equals(Qwen3Config.FILE_NAME) || name(file).contains(".safetensors"));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(Files::isDirectory)
          .filter(it -> !name(it).startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static String repository(Path folder) {
    return name(folder).substring(REPOSITORY_PREFIX.length()).replace("--", "/");
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
