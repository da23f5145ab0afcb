package dev.menshen.server.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file systems that this process sees, as {@code /proc/self/mountinfo} lists them (proc(5)).
 *
 * @param all in the order in which they were mounted
 */
record Mounts(List<Mount> all) {
  /**
   * One of them.
   *
   * @param root the folder of the file system that is shown here
   * @param point where it is shown
   * @param options how it is mounted, such as {@code ro} and {@code noexec}
   * @param type the kind of file system, such as {@code ext4}
   * @param superOptions what its driver was told, such as a cgroup's controllers
   */
  record Mount(
      String root, String point, Set<String> options, String type, Set<String> superOptions) {}

  static Mounts read(SystemFiles files) {
    List<Mount> mounts = new ArrayList<>();
    for (String line : files.lines("/proc/self/mountinfo")) {
      String[] halves = line.split(" - ", 2);
      String[] left = halves[0].split(" ", -1);
      String[] right = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
      if (left.length >= 6 && right.length >= 3) {
        mounts.add(
            new Mount(
                unescaped(left[3]),
                unescaped(left[4]),
                Set.of(left[5].split(",", -1)),
                right[0],
                Set.of(right[2].split(",", -1))));
      }
    }
    return new Mounts(List.copyOf(mounts));
  }

  /** The file system that a folder is on: the deepest mount above it, the last of equal ones. */
  Optional<Mount> of(Path folder) {
    Optional<Mount> deepest = Optional.empty();
    for (Mount mount : all) {
      Path point = Path.of(mount.point());
      if (folder.startsWith(point)
          && deepest
              .filter(it -> Path.of(it.point()).getNameCount() > point.getNameCount())
              .isEmpty()) {
        deepest = Optional.of(mount);
      }
    }
    return deepest;
  }

  /** The kernel writes these four characters in octal. */
  private static String unescaped(String path) {
    return path.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
