package dev.menshen.guard.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the processor can do that decides a layout. */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final Pattern EXACT = Pattern.compile("\\b(avx512_?vnni|avx_vnni|amx_int8)\\b");

  private Processor() {}

  /**
   * Whether sums of products of 8-bit numbers are exact: everywhere but on x86 without VNNI or AMX.
   * Where Linux does not say so, x86 is taken to have neither.
   */
  static boolean multipliesBytesExactly() {
    return multipliesBytesExactly(System.getProperty("os.arch"), LINUX);
  }

  static boolean multipliesBytesExactly(String architecture, Path information) {
    String name = architecture.toLowerCase(Locale.ROOT);
    if (!name.equals("amd64") && !name.equals("x86_64")) {
      return true;
    }
    if (!Files.isReadable(information)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(information)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .anyMatch(line -> EXACT.matcher(line).find());
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
