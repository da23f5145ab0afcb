package dev.menshen.server.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A folder that Menshen writes to. One that is not there yet is judged by the folder that it will
 * be created in.
 *
 * @param use what it is for
 * @param path where it is
 * @param free the bytes that can still be written, when the system tells
 * @param writable whether this user may write there
 * @param executable whether programs and libraries may be run from there, when the system tells
 */
public record Folder(
    Use use, Path path, OptionalLong free, boolean writable, Optional<Boolean> executable) {
  /** What a folder is for. */
  public enum Use {
    /** What the server keeps. */
    DATA,
    /** Models and what is made of them. */
    MODELS,
    /** Native libraries are unpacked here. */
    TEMPORARY
  }

  static Folder read(Use use, Path path, Mounts mounts) {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = absolute;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return new Folder(
        use,
        absolute,
        free(existing),
        Files.isDirectory(existing) && Files.isWritable(existing),
        mounts.of(real(existing)).map(mount -> !mount.options().contains("noexec")));
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static OptionalLong free(Path existing) {
    try {
      FileStore store = Files.getFileStore(existing);
      return OptionalLong.of(store.getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
