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

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
