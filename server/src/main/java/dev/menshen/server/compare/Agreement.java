package dev.menshen.server.compare;

import dev.menshen.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one precision's verdicts differ from those of a reference, over the rows that have a verdict
 * in both.
 *
 * @param counts how many rows have a severity in the reference (outer key) and in the other one
 *     (inner key), all of them
 * @param shifts how far the probabilities are off; empty when no row has both verdicts
 * @param flips the rows whose severity differs
 * @param notScanned how many rows have no verdict in one of them
 */
public record Agreement(
    Map<Severity, Map<Severity, Integer>> counts,
    Optional<Shifts> shifts,
    List<Flip> flips,
    int notScanned) {
  /** Copies the lists. */
  public Agreement {
    counts = Map.copyOf(counts);
    flips = List.copyOf(flips);
  }

  /**
   * How far the probabilities are off.
   *
   * @param unsafe of P(Unsafe)
   * @param notSafe of 1 - P(Safe)
   */
  public record Shifts(Shift unsafe, Shift notSafe) {}

  /**
   * How far a probability is off, whether up or down.
   *
   * @param mean the mean
   * @param percentile95 what 95 % of the rows do not exceed
   * @param largest the largest
   */
  public record Shift(double mean, double percentile95, double largest) {
    private static Shift of(List<Double> differences) {
      Percentiles<Double> ordered = new Percentiles<>(differences);
      return new Shift(
          differences.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
          ordered.at(0.95),
          ordered.at(1));
    }
  }

  /**
   * A row whose severity differs.
   *
   * @param row its index, from 0
   * @param reference the severity in the reference
   * @param other the severity in the other precision
   */
  public record Flip(int row, Severity reference, Severity other) {}

  /** Compares two runs over the same rows. */
  public static Agreement of(PrecisionRun reference, PrecisionRun other) {
    int rows = reference.rows().size();
    if (other.rows().size() != rows) {
      throw new IllegalArgumentException("%d and %d rows".formatted(rows, other.rows().size()));
    }
    Map<Severity, Map<Severity, Integer>> counts = zeros();
    List<Double> unsafe = new ArrayList<>();
    List<Double> notSafe = new ArrayList<>();
    List<Flip> flips = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Optional<Judged.Verdict> one = reference.rows().get(row).verdict();
      Optional<Judged.Verdict> two = other.rows().get(row).verdict();
      if (one.isEmpty() || two.isEmpty()) {
        continue;
      }
      Severity expected = one.get().severity();
      Severity actual = two.get().severity();
      counts.getOrDefault(expected, Map.of()).merge(actual, 1, Integer::sum);
      unsafe.add(Math.abs(one.get().unsafe() - two.get().unsafe()));
      notSafe.add(Math.abs(one.get().notSafe() - two.get().notSafe()));
      if (expected != actual) {
        flips.add(new Flip(row, expected, actual));
      }
    }
    return new Agreement(
        counts,
        unsafe.isEmpty()
            ? Optional.empty()
            : Optional.of(new Shifts(Shift.of(unsafe), Shift.of(notSafe))),
        flips,
        rows - unsafe.size());
  }

  /** How many rows have a verdict in both. */
  public int compared() {
    return counts.values().stream()
        .flatMap(line -> line.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** How many of them have the same severity. */
  public int same() {
    return compared() - flips.size();
  }

  /** How many rows have these severities. */
  public int count(Severity reference, Severity other) {
    return counts.getOrDefault(reference, Map.of()).getOrDefault(other, 0);
  }

  private static Map<Severity, Map<Severity, Integer>> zeros() {
    Map<Severity, Map<Severity, Integer>> zeros = new EnumMap<>(Severity.class);
    for (Severity reference : Severity.values()) {
      Map<Severity, Integer> line = new EnumMap<>(Severity.class);
      for (Severity other : Severity.values()) {
        line.put(other, 0);
      }
      zeros.put(reference, line);
    }
    return zeros;
  }
}
