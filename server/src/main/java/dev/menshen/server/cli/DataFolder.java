package dev.menshen.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder for what the server keeps. */
final class DataFolder {
  private DataFolder() {}

  /**
   * Finds the folder and creates it, open to its owner only, when it is not there.
   *
   * @param option what the command line says
   * @throws CommandFailure when it cannot be written to
   */
  static Path prepare(@Nullable String option, Map<String, String> environment, Texts texts) {
    Path folder = InputFile.path(locate(option, environment), texts).toAbsolutePath().normalize();
    try {
      create(folder);
      // Permission bits do not tell of a read-only file system.
      Files.delete(Files.createTempFile(folder, ".menshen", null));
    } catch (IOException e) {
      throw CommandFailure.of(
          texts.get("error.serve.data", folder, e.getClass().getSimpleName()), e);
    }
    return folder;
  }

  /** The folder's path: the option, {@code MENSHEN_DATA}, or the place that XDG says. */
  static String locate(@Nullable String option, Map<String, String> environment) {
    return Optional.ofNullable(option)
        .or(() -> variable(environment, "MENSHEN_DATA"))
        .or(() -> variable(environment, "XDG_DATA_HOME").map(home -> home + "/menshen"))
        .orElseGet(
            () ->
                variable(environment, "HOME").orElseGet(() -> System.getProperty("user.home"))
                    + "/.local/share/menshen");
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (UnsupportedOperationException e) {
      Files.createDirectories(folder);
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }
}
