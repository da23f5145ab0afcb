package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

/**
 * How far a journal has come: kept beside the journal, it tells when the journal's end is cut off.
 *
 * @param instance whose journal it is
 * @param segment the number of the segment that the last line is in
 * @param point the last line that is on disk
 */
public record Head(String instance, long segment, ChainPoint point) {
  /** Checks that nothing is missing. */
  public Head {
    requireNonNull(instance, "instance is null");
    requireNonNull(point, "point is null");
  }
}
