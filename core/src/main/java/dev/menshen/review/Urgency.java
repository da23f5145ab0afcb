package dev.menshen.review;

import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.Optional;

/**
 * How much a text needs a person: uncertainty × severity, a number without unit from 0 to 1.
 *
 * <p>The uncertainty is the entropy of the three probabilities in proportion to the largest that
 * there can be, H / ln 3: 0 for a guard that is sure, 1 for one that does not know at all. It
 * counts from {@value #SURE} to 1, so that of two texts of which the guard is sure the harmful one
 * comes first. The severity is what the policy makes of the text: a quarter for Safe, a half for
 * Controversial, 1 for Unsafe.
 *
 * <p>Of a text that was not scanned nothing is known: the uncertainty is 1, and it counts as
 * Controversial. So it comes after an Unsafe one that the guard is unsure of, and before one that
 * it is sure of.
 */
public final class Urgency {
  private static final double SURE = 0.25;

  private Urgency() {}

  /**
   * How urgent a text is.
   *
   * @param severity what the policy makes of it; empty when it was not scanned
   * @param probabilities what the guard said; empty when it was not scanned
   */
  public static double of(
      Optional<Severity> severity, Optional<SeverityProbabilities> probabilities) {
    double uncertainty = probabilities.map(Urgency::entropy).orElse(1.0);
    return (SURE + (1 - SURE) * uncertainty) * weight(severity.orElse(Severity.CONTROVERSIAL));
  }

  private static double weight(Severity severity) {
    return switch (severity) {
      case SAFE -> 0.25;
      case CONTROVERSIAL -> 0.5;
      case UNSAFE -> 1;
    };
  }

  /** The entropy in proportion to that of three that are equally likely, 0 to 1. */
  private static double entropy(SeverityProbabilities probabilities) {
    double entropy = 0;
    for (Severity severity : Severity.values()) {
      double probability = probabilities.of(severity);
      entropy -= probability > 0 ? probability * Math.log(probability) : 0;
    }
    return Math.clamp(entropy / Math.log(Severity.values().length), 0, 1);
  }
}
