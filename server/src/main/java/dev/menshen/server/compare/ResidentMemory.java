package dev.menshen.server.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The memory that this process holds, as Linux tells it. */
public final class ResidentMemory {
  private static final Path LINUX = Path.of("/proc/self/status");
  private static final Pattern LINE = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final int KIB = 1024;

  private final Path status;

  /** Reads a file in the format of {@code /proc/self/status}. */
  ResidentMemory(Path status) {
    this.status = status;
  }

  /** That of this process. */
  public static ResidentMemory ofProcess() {
    return new ResidentMemory(LINUX);
  }

  /** How many bytes there are now; empty where the system does not tell. */
  OptionalLong bytes() {
    if (!Files.isReadable(status)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .mapToLong(line -> Long.parseLong(line.group(1)) * KIB)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }
}
