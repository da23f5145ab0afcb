package dev.menshen.server.cli;

import java.util.List;
import java.util.Locale;

/** Lengths for people, in powers of 1000 as the hubs show them. */
final class ByteCount {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB");

  private ByteCount() {}

  /** Three digits and a unit, such as {@code 1.19 GB}. */
  static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.size() - 1) {
      value /= 1000;
      unit++;
    }
    String pattern = value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, pattern, value, UNITS.get(unit));
  }
}
