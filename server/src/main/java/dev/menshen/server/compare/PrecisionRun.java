package dev.menshen.server.compare;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.local.Precision;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a model said of all rows in one precision.
 *
 * @param precision the precision
 * @param rows a judgement for each row, at least one, in the order of the rows
 * @param residentBytes the largest resident memory of this process meanwhile, where the system
 *     tells
 */
public record PrecisionRun(Precision precision, List<Judged> rows, OptionalLong residentBytes) {
  private static final double P95 = 0.95;

  /** Copies the rows. */
  public PrecisionRun {
    requireNonNull(precision, "precision is null");
    rows = List.copyOf(rows);
    requireNonNull(residentBytes, "residentBytes is null");
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("there are no rows");
    }
  }

  /** The time that half of the rows did not exceed. */
  public Duration median() {
    return times().at(0.5);
  }

  /** The time that 95 % of the rows did not exceed. */
  public Duration percentile95() {
    return times().at(P95);
  }

  /** How many rows have no verdict. */
  public int notScanned() {
    return (int) rows.stream().filter(row -> row.verdict().isEmpty()).count();
  }

  private Percentiles<Duration> times() {
    return new Percentiles<>(rows.stream().map(Judged::time).toList());
  }
}
