package dev.menshen.guard.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is being filled under another name, and gets its own when all is in it. Until then
 * it is deleted with whatever ends the work: an exception, or the end of the process. What is left
 * by a power failure is deleted before the next attempt.
 */
final class UnfinishedFolder implements Closeable {
  private final Path path;
  private final Path finished;
  private final Thread atExit;
  private boolean deleted;

  private UnfinishedFolder(Path path, Path finished) {
    this.path = path;
    this.finished = finished;
    this.atExit = new Thread(this::deleteAtExit, "menshen-conversion-cleanup");
  }

  /**
   * Creates an empty folder.
   *
   * @param finished where it will be
   */
  static UnfinishedFolder create(Path finished) throws IOException {
    Path path = finished.resolveSibling(finished.getFileName() + ".part");
    delete(path);
    UnfinishedFolder folder = new UnfinishedFolder(path, finished);
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    Files.createDirectories(path);
    return folder;
  }

  /** Where to put the files. */
  Path path() {
    return path;
  }

  /** Gives the folder its name. */
  synchronized void finish() throws IOException {
    if (deleted) {
      throw new IOException("the process is ending");
    }
    Files.move(path, finished, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes the folder if it was not finished. */
  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is at it.
    }
    delete(path);
  }

  /** Deletes a folder with its files, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private synchronized void deleteAtExit() {
    deleted = true;
    try {
      delete(path);
    } catch (IOException | UncheckedIOException e) {
      // The next attempt deletes it.
    }
  }
}
