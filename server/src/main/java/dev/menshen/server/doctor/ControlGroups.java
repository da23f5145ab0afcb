package dev.menshen.server.doctor;

import static java.util.Comparator.comparingLong;

import dev.menshen.server.doctor.Mounts.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What the control groups of this process, version 1 or 2, let it have; containers are made of
 * them. A group is bound by the groups around it too, so that the tightest on the path counts. See
 * <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</a> and <a
 * href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">v1</a>.
 *
 * @param cores processors' worth of time, when it is limited
 * @param processors how many processors the process may run on, when it is bound to some
 * @param memory the limit that leaves the least memory, when there is one
 */
record ControlGroups(OptionalDouble cores, OptionalInt processors, Optional<MemoryLimit> memory) {
  /** Version 1 says no limit with the largest number of whole pages. */
  private static final long NO_LIMIT = 1L << 60;

  static ControlGroups read(SystemFiles files, Mounts mounts) {
    List<MemoryLimit> memory = new ArrayList<>();
    List<Double> cores = new ArrayList<>();
    List<Integer> processors = new ArrayList<>();
    for (Group group : groups(files, mounts)) {
      group.memory().ifPresent(memory::add);
      group.cores().ifPresent(cores::add);
      group.processors().ifPresent(processors::add);
    }
    return new ControlGroups(
        cores.stream().mapToDouble(Double::doubleValue).min(),
        processors.stream().mapToInt(Integer::intValue).min(),
        memory.stream().min(comparingLong(MemoryLimit::free)));
  }

  /** The process's groups in each hierarchy with all groups around them. */
  private static List<Group> groups(SystemFiles files, Mounts mounts) {
    List<Group> groups = new ArrayList<>();
    for (String line : files.lines("/proc/self/cgroup")) {
      String[] fields = line.split(":", 3);
      if (fields.length < 3) {
        continue;
      }
      boolean unified = fields[1].isEmpty();
      for (String controller : fields[1].split(",", -1)) {
        hierarchy(mounts, controller)
            .ifPresent(
                mount ->
                    path(mount, fields[2])
                        .forEach(folder -> groups.add(new Group(files, folder, unified))));
      }
    }
    return groups;
  }

  private static Optional<Mount> hierarchy(Mounts mounts, String controller) {
    return mounts.all().stream()
        .filter(
            mount ->
                controller.isEmpty()
                    ? mount.type().equals("cgroup2")
                    : mount.type().equals("cgroup") && mount.superOptions().contains(controller))
        .findFirst();
  }

  /**
   * The folders from a group's own up to where its hierarchy is mounted. In a container the mount
   * may show only the group's part of it, or the path may lead outside: then the mount is the
   * group.
   */
  private static List<String> path(Mount mount, String group) {
    Path root = Path.of(mount.root());
    Path path = Path.of(group).normalize();
    Path point = Path.of(mount.point());
    List<String> folders = new ArrayList<>();
    if (path.startsWith(root) && !group.contains("..")) {
      Path inside = root.relativize(path);
      for (Path folder = point.resolve(inside);
          folder != null && folder.startsWith(point) && !folder.equals(point);
          folder = folder.getParent()) {
        folders.add(folder.toString());
      }
    }
    folders.add(point.toString());
    return folders;
  }

  /** One group's folder. Version 2 has all controllers in it, version 1 those mounted together. */
  private record Group(SystemFiles files, String folder, boolean unified) {
    Optional<MemoryLimit> memory() {
      return unified
          ? tighter(limit("memory.max"), limit("memory.high"))
          : limit("memory.limit_in_bytes");
    }

    private static Optional<MemoryLimit> tighter(
        Optional<MemoryLimit> one, Optional<MemoryLimit> other) {
      return one.isPresent() && other.isPresent() && other.get().bytes() < one.get().bytes()
          ? other
          : one.or(() -> other);
    }

    private Optional<MemoryLimit> limit(String name) {
      OptionalLong bytes = files.number(folder + "/" + name);
      return bytes.isPresent() && bytes.getAsLong() < NO_LIMIT
          ? Optional.of(new MemoryLimit(bytes.getAsLong(), used(), folder + "/" + name))
          : Optional.empty();
    }

    /** Pages of files that nobody has read lately are given up before anything else. */
    private long used() {
      long usage =
          files.number(folder + (unified ? "/memory.current" : "/memory.usage_in_bytes")).orElse(0);
      long droppable =
          files
              .number(folder + "/memory.stat", unified ? "inactive_file" : "total_inactive_file")
              .orElse(0);
      return Math.max(0, usage - droppable);
    }

    Optional<Double> cores() {
      if (!unified) {
        return ratio(
            files.number(folder + "/cpu.cfs_quota_us"),
            files.number(folder + "/cpu.cfs_period_us"));
      }
      String[] fields = files.firstLine(folder + "/cpu.max").orElse("").split(" ", -1);
      return fields.length == 2
          ? ratio(SystemFiles.parse(fields[0]), SystemFiles.parse(fields[1]))
          : Optional.empty();
    }

    private static Optional<Double> ratio(OptionalLong quota, OptionalLong period) {
      return quota.orElse(-1) > 0 && period.orElse(-1) > 0
          ? Optional.of((double) quota.getAsLong() / period.getAsLong())
          : Optional.empty();
    }

    Optional<Integer> processors() {
      return files
          .firstLine(folder + (unified ? "/cpuset.cpus.effective" : "/cpuset.cpus"))
          .flatMap(ControlGroups::count);
    }
  }

  /** How many numbers a list such as {@code 0-3,8} names. */
  static Optional<Integer> count(String list) {
    int count = 0;
    for (String range : list.split(",", -1)) {
      String[] ends = range.strip().split("-", 2);
      OptionalLong first = SystemFiles.parse(ends[0]);
      OptionalLong last = SystemFiles.parse(ends[ends.length - 1]);
      if (first.isEmpty() || last.isEmpty() || last.getAsLong() < first.getAsLong()) {
        return Optional.empty();
      }
      count += Math.toIntExact(last.getAsLong() - first.getAsLong() + 1);
    }
    return Optional.of(count);
  }
}
