package dev.menshen.server.compare;

import static java.util.Objects.requireNonNull;

import dev.menshen.Severity;
import dev.menshen.pipeline.Moderation;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a row in one precision.
 *
 * @param verdict the verdict; empty when the row was not scanned
 * @param time how long that took
 */
public record Judged(Optional<Verdict> verdict, Duration time) {
  /** Checks that nothing is missing. */
  public Judged {
    requireNonNull(verdict, "verdict is null");
    requireNonNull(time, "time is null");
  }

  /**
   * A verdict.
   *
   * @param severity the likeliest severity
   * @param unsafe P(Unsafe)
   * @param notSafe 1 - P(Safe)
   */
  public record Verdict(Severity severity, double unsafe, double notSafe) {}

  static Judged of(Moderation moderation, Duration time) {
    return new Judged(
        switch (moderation) {
          case Moderation.Assessed assessed ->
              Optional.of(
                  new Verdict(
                      assessed.assessment().severity(),
                      assessed.assessment().probabilities().unsafe(),
                      assessed.assessment().probabilities().notSafe()));
          case Moderation.NotScanned _ -> Optional.empty();
        },
        time);
  }
}
