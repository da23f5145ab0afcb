package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

/**
 * A control group's limit of memory, in bytes.
 *
 * @param bytes the limit
 * @param used what counts against it and cannot be dropped at once
 * @param file the file that says so
 */
public record MemoryLimit(long bytes, long used, String file) {
  /** Checks that the file is named. */
  public MemoryLimit {
    requireNonNull(file, "file is null");
  }

  /** What may still be taken. */
  public long free() {
    return Math.max(0, bytes - used);
  }
}
