package dev.menshen.server.doctor;

import java.util.Locale;

/** Sizes for people, in powers of 1024, as memory is sold and limited. */
public final class Bytes {
  private static final long MEBI = 1L << 20;
  private static final long GIBI = 1L << 30;

  private Bytes() {}

  /** A size in MiB up to a GiB, in GiB from there on. */
  public static String text(long bytes) {
    return bytes < GIBI
        ? "%d MiB".formatted(bytes / MEBI)
        : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIBI);
  }
}
