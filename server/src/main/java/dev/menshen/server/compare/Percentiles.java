package dev.menshen.server.compare;

import java.util.Collection;
import java.util.List;

/** Values in order. */
final class Percentiles<T extends Comparable<T>> {
  private final List<T> ascending;

  /** Orders values, of which there is at least one. */
  Percentiles(Collection<T> values) {
    this.ascending = values.stream().sorted().toList();
  }

  /** The smallest value that at least this share of all values does not exceed. */
  T at(double share) {
    int rank = (int) Math.ceil(share * ascending.size());
    return ascending.get(Math.max(rank, 1) - 1);
  }
}
