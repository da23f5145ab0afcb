package dev.menshen.review;

import dev.menshen.Severity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far two people agree on severities, over the texts that both have judged without knowing what
 * the other said.
 *
 * @param counts how many texts have a severity by the first (outer key) and by the second (inner
 *     key); what is missing is none
 */
public record Concord(Map<Severity, Map<Severity, Long>> counts) {
  /** Copies the counts. */
  public Concord {
    Map<Severity, Map<Severity, Long>> copy = new EnumMap<>(Severity.class);
    counts.forEach((first, line) -> copy.put(first, Map.copyOf(line)));
    counts = Map.copyOf(copy);
  }

  /** How many texts two people have judged. */
  public long pairs() {
    long pairs = 0;
    for (Severity first : Severity.values()) {
      for (Severity second : Severity.values()) {
        pairs += count(first, second);
      }
    }
    return pairs;
  }

  /** How many of them got these severities. */
  public long count(Severity first, Severity second) {
    return counts.getOrDefault(first, Map.of()).getOrDefault(second, 0L);
  }

  /** The share of texts that got the same severity twice, 0 to 1; empty when there are none. */
  public Optional<Double> agreement() {
    return pairs() == 0 ? Optional.empty() : Optional.of((double) same() / pairs());
  }

  /**
   * Cohen's kappa, (p_o − p_e) / (1 − p_e): what agreement there is beyond that by chance, where
   * p_o is the share of texts that got the same severity and p_e the one to be expected of two who
   * give their severities as often as these two do, without looking. 1 is full agreement, 0 as much
   * as by chance. J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and
   * Psychological Measurement 20 (1960).
   *
   * @return empty when there are no texts, or all got one and the same severity: then agreement by
   *     chance is full, too
   */
  public Optional<Double> kappa() {
    double pairs = pairs();
    double expected = 0;
    for (Severity severity : Severity.values()) {
      expected += (first(severity) / pairs) * (second(severity) / pairs);
    }
    // With no texts this is no number, which is not less than one either.
    return expected < 1
        ? Optional.of((same() / pairs - expected) / (1 - expected))
        : Optional.empty();
  }

  private long same() {
    long same = 0;
    for (Severity severity : Severity.values()) {
      same += count(severity, severity);
    }
    return same;
  }

  private double first(Severity severity) {
    double sum = 0;
    for (Severity second : Severity.values()) {
      sum += count(severity, second);
    }
    return sum;
  }

  private double second(Severity severity) {
    double sum = 0;
    for (Severity first : Severity.values()) {
      sum += count(first, severity);
    }
    return sum;
  }
}
