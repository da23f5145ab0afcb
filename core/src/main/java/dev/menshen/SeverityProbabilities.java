package dev.menshen;

/**
 * A probability for each severity; the three add up to one.
 *
 * @param safe the probability of {@link Severity#SAFE}, 0 to 1
 * @param controversial the probability of {@link Severity#CONTROVERSIAL}, 0 to 1
 * @param unsafe the probability of {@link Severity#UNSAFE}, 0 to 1
 */
public record SeverityProbabilities(double safe, double controversial, double unsafe) {
  /** How far the sum may be from one: the rounding of single precision. */
  private static final double TOLERANCE = 1e-3;

  /**
   * Checks that these are probabilities.
   *
   * @throws IllegalArgumentException when one is not within 0 and 1 (NaN is not) or they do not add
   *     up to one
   */
  public SeverityProbabilities {
    if (!isProbability(safe) || !isProbability(controversial) || !isProbability(unsafe)) {
      throw new IllegalArgumentException(
          "not probabilities: safe %s, controversial %s, unsafe %s"
              .formatted(safe, controversial, unsafe));
    }
    if (Math.abs(safe + controversial + unsafe - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "the probabilities add up to %s, not to one".formatted(safe + controversial + unsafe));
    }
  }

  /** The probability of one severity. */
  public double of(Severity severity) {
    return switch (severity) {
      case SAFE -> safe;
      case CONTROVERSIAL -> controversial;
      case UNSAFE -> unsafe;
    };
  }

  /** The score that ranks texts from harmless to harmful: 1 - P(Safe). */
  public double notSafe() {
    return 1 - safe;
  }

  private static boolean isProbability(double value) {
    return value >= 0 && value <= 1;
  }
}
