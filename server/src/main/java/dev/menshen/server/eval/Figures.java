package dev.menshen.server.eval;

import dev.menshen.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured on a file, or on several together.
 *
 * @param name the name of the file
 * @param outcomes what became of each row
 * @param wallClock how long judging them took, on all threads together
 * @param ranking the rows with a verdict by their score
 * @param strict flagged means: the verdict is not Safe
 * @param loose flagged means: the verdict is Unsafe
 */
public record Figures(
    String name,
    List<Outcome> outcomes,
    Duration wallClock,
    Ranking ranking,
    Confusion strict,
    Confusion loose) {
  /** Copies the outcomes. */
  public Figures {
    outcomes = List.copyOf(outcomes);
  }

  /** Counts. */
  static Figures of(String name, List<Outcome> outcomes, Duration wallClock) {
    return new Figures(
        name,
        outcomes,
        wallClock,
        Ranking.of(
            outcomes.stream()
                .flatMap(
                    outcome ->
                        outcome.verdict().stream()
                            .map(it -> new Ranking.Scored(it.score(), outcome.isPositive())))
                .toList()),
        Confusion.count(outcomes.stream(), verdict -> verdict.severity() != Severity.SAFE),
        Confusion.count(outcomes.stream(), verdict -> verdict.severity() == Severity.UNSAFE));
  }

  /** The figures of several files as if they were one. */
  public static Figures pooled(String name, List<Figures> files) {
    List<Outcome> outcomes = new ArrayList<>();
    Duration wallClock = Duration.ZERO;
    for (Figures file : files) {
      outcomes.addAll(file.outcomes());
      wallClock = wallClock.plus(file.wallClock());
    }
    return of(name, outcomes, wallClock);
  }

  /** How many rows there are, scanned or not. */
  public int rows() {
    return outcomes.size();
  }

  /** How many rows are positives, scanned or not. */
  public int positives() {
    return (int) outcomes.stream().filter(Outcome::isPositive).count();
  }

  /** How many rows have no verdict. */
  public int notScanned() {
    return (int) outcomes.stream().filter(outcome -> outcome.verdict().isEmpty()).count();
  }

  /** How many rows went through per second, on all threads together. */
  public double textsPerSecond() {
    return rows() / (Math.max(1, wallClock.toNanos()) / 1e9);
  }
}
