package dev.menshen.server.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Short names for files: the file name, with as many of its folders as tell it from the others. */
final class DistinctNames {
  private DistinctNames() {}

  /**
   * Names files.
   *
   * @param paths absolute, normalised and different from each other
   * @return a name per path, in the same order, each different
   */
  static List<String> of(List<Path> paths) {
    return paths.stream()
        .map(
            path -> {
              int length = 1;
              while (length < path.getNameCount() && isShared(paths, path, length)) {
                length++;
              }
              return tail(path, length);
            })
        .toList();
  }

  private static boolean isShared(List<Path> paths, Path path, int length) {
    return Collections.frequency(
            paths.stream().map(other -> tail(other, length)).toList(), tail(path, length))
        > 1;
  }

  private static String tail(Path path, int length) {
    int count = path.getNameCount();
    return path.subpath(Math.max(0, count - length), count).toString();
  }
}
