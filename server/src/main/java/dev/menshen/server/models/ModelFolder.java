package dev.menshen.server.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The folder that a model is pulled into, with the folder {@value #WORK} for what is unfinished.
 */
final class ModelFolder {
  static final String WORK = ".pull";

  static final String PART = ".part";

  private static final String CONFIG = "config.json";

  private final Path folder;
  private final Path work;
  private final boolean created;

  private ModelFolder(Path folder, boolean created) {
    this.folder = folder;
    this.work = folder.resolve(WORK);
    this.created = created;
  }

  static ModelFolder open(Path folder) throws IOException {
    boolean created = !Files.exists(folder);
    Files.createDirectories(folder);
    return new ModelFolder(folder, created);
  }

  Path work() {
    return work;
  }

  PullLock lock() throws IOException {
    return PullLock.take(work, folder);
  }

  /**
   * Moves whole files to their places. The configuration goes first and comes back last, so that a
   * folder with one is never a mixture.
   *
   * @param files those that are whole in the folder for unfinished ones
   * @param manifest what is in the folder then
   * @param former what was in it before
   */
  void install(List<RemoteFile> files, Manifest manifest, Optional<Manifest> former)
      throws IOException {
    if (!files.isEmpty()) {
      List<String> names = new ArrayList<>(files.stream().map(RemoteFile::name).toList());
      if (names.remove(CONFIG)) {
        Files.deleteIfExists(folder.resolve(CONFIG));
      } else {
        Files.move(
            folder.resolve(CONFIG), work.resolve(CONFIG + PART), StandardCopyOption.ATOMIC_MOVE);
      }
      names.add(CONFIG);
      for (String name : names) {
        Files.move(work.resolve(name + PART), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    if (former.isEmpty() || !former.get().equals(manifest)) {
      manifest.write(folder, work);
      former.ifPresent(it -> removeAllBut(manifest, it));
    }
    force();
    clear();
  }

  /** Removes what an earlier pull has put here and the model no longer has. */
  private void removeAllBut(Manifest manifest, Manifest former) {
    Set<String> kept =
        manifest.files().stream().map(Manifest.Entry::name).collect(Collectors.toSet());
    for (Manifest.Entry entry : former.files()) {
      if (!kept.contains(entry.name()) && NeededFiles.isNeeded(entry.name())) {
        try {
          Files.deleteIfExists(folder.resolve(entry.name()));
        } catch (IOException e) {
          // It does no harm.
        }
      }
    }
  }

  /** Makes the new names durable, where the system can do that for folders. */
  private void force() {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders.
    }
  }

  private void clear() throws IOException {
    for (Path file : unfinished()) {
      Files.deleteIfExists(file);
    }
  }

  private List<Path> unfinished() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(work)) {
      entries.forEach(files::add);
    }
    return files;
  }

  /** Keeps what is of use to the next pull, when there is anything. */
  void leave() throws IOException {
    for (Path file : unfinished()) {
      if (file.toString().endsWith(PART) && Files.size(file) > 0) {
        return;
      }
    }
    clear();
  }

  /** Leaves no empty folders behind. */
  void tidy() throws IOException {
    removeEmpty(work);
    if (created) {
      removeEmpty(folder);
    }
  }

  private static void removeEmpty(Path path) throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // It is of use.
    }
  }
}
