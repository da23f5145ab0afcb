package dev.menshen.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folder for what the server keeps, open to its owner only. */
public final class DataFolder {
  /** What a folder is made with that its owner alone may look into. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
      permissions("rwx------");

  /** What a file is made with that its owner alone may read. */
  public static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      permissions("rw-------");

  private DataFolder() {}

  /**
   * Creates the folder when it is not there.
   *
   * @return its full path
   * @throws InstallationException when that does not work
   */
  public static Path create(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, OWNERS_FOLDER);
      }
    } catch (IOException e) {
      throw new InstallationException(InstallationException.Fault.FOLDER, folder.toString(), e);
    }
    return folder;
  }

  /**
   * Sees to it that a file in the folder is open to its owner only. One that is not there is made,
   * empty: whatever makes it later would leave it open to others.
   *
   * @throws InstallationException when that does not work
   */
  static void createFile(Path file) {
    try {
      if (Files.notExists(file)) {
        Files.createFile(file, OWNERS_FILE);
      } else if (!Files.getPosixFilePermissions(file).equals(OWNERS_FILE.value())) {
        Files.setPosixFilePermissions(file, OWNERS_FILE.value());
      }
    } catch (IOException e) {
      throw new InstallationException(
          InstallationException.Fault.FOLDER, String.valueOf(file.getParent()), e);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
