package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of the machine and of this process, in bytes.
 *
 * @param physical what is built in
 * @param available what can be had without swapping
 * @param swap the swap space
 * @param freeSwap what of it is free
 * @param limit the tightest limit of the control groups, when there is one
 * @param own what this process has taken for itself so far
 */
public record Memory(
    long physical,
    long available,
    long swap,
    long freeSwap,
    Optional<MemoryLimit> limit,
    long own) {
  private static final int KIB = 1024;
  private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
  private static final Pattern MAC_PAGE = Pattern.compile("page size of (\\d+) bytes");
  private static final Pattern MAC_PAGES =
      Pattern.compile("(?m)^Pages (?:free|inactive|speculative):\\s+(\\d+)\\.");

  /** Checks that a limit is there or absent. */
  public Memory {
    requireNonNull(limit, "limit is null");
  }

  static Memory read(Host host, ControlGroups groups) {
    SystemFiles files = host.files();
    VirtualMachine machine = host.machine();
    return new Memory(
        kib(files, "MemTotal:").orElse(machine.memory()),
        kib(files, "MemAvailable:").orElseGet(() -> available(host)),
        kib(files, "SwapTotal:").orElse(machine.swap()),
        kib(files, "SwapFree:").orElse(machine.freeSwap()),
        groups.memory(),
        files.number("/proc/self/status", "RssAnon:").orElse(0) * KIB);
  }

  /** What this process may take in all, of which it has some already. */
  public MemoryRoom room() {
    long free = Math.min(available, limit.map(MemoryLimit::free).orElse(available));
    boolean limited = limit.isPresent() && limit.get().free() < available;
    long total = limited ? limit.get().bytes() : physical;
    return new MemoryRoom(
        Math.min(free + own, total),
        total,
        limited ? limit.map(MemoryLimit::file) : Optional.empty());
  }

  private static OptionalLong kib(SystemFiles files, String word) {
    OptionalLong value = files.number("/proc/meminfo", word);
    return value.isPresent() ? OptionalLong.of(value.getAsLong() * KIB) : value;
  }

  /** macOS keeps next to nothing free and gives up what is inactive; Java counts the free only. */
  private static long available(Host host) {
    if (host.isMac()
        && host.commands().run(TIME_LIMIT, "vm_stat") instanceof Commands.Outcome.Ended ended) {
      Matcher page = MAC_PAGE.matcher(ended.output());
      List<Long> pages =
          MAC_PAGES.matcher(ended.output()).results().map(it -> Long.valueOf(it.group(1))).toList();
      if (page.find() && !pages.isEmpty()) {
        return Long.parseLong(page.group(1)) * pages.stream().mapToLong(Long::longValue).sum();
      }
    }
    return host.machine().freeMemory();
  }
}
