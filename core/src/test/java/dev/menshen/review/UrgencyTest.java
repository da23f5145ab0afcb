package dev.menshen.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UrgencyTest {
  private static final SeverityProbabilities SURE = new SeverityProbabilities(0, 0, 1);
  private static final SeverityProbabilities EVEN =
      new SeverityProbabilities(1.0 / 3, 1.0 / 3, 1.0 / 3);

  @Test
  void itIsUncertaintyTimesSeverity() {
    assertThat(urgency(Severity.UNSAFE, EVEN)).isCloseTo(1, within(1e-9));
    assertThat(urgency(Severity.CONTROVERSIAL, EVEN)).isCloseTo(0.5, within(1e-9));
    assertThat(urgency(Severity.SAFE, EVEN)).isCloseTo(0.25, within(1e-9));
    assertThat(urgency(Severity.UNSAFE, SURE)).isEqualTo(0.25);
    // H = -(0.5 ln 0.5 + 0.5 ln 0.5) = ln 2
    assertThat(urgency(Severity.UNSAFE, new SeverityProbabilities(0.5, 0, 0.5)))
        .isCloseTo(0.25 + 0.75 * Math.log(2) / Math.log(3), within(1e-9));
  }

  @Test
  void aTextThatWasNotScannedIsBetweenTheUnsafeOfWhichTheGuardIsUnsureAndSure() {
    double notScanned = Urgency.of(Optional.empty(), Optional.empty());

    assertThat(notScanned)
        .isGreaterThan(urgency(Severity.UNSAFE, SURE))
        .isLessThan(urgency(Severity.UNSAFE, EVEN));
  }

  @Test
  void probabilitiesThatAddUpToALittleMoreThanOneAreNoMoreThanUncertain() {
    assertThat(urgency(Severity.UNSAFE, new SeverityProbabilities(0.3336, 0.3336, 0.3336)))
        .isLessThanOrEqualTo(1);
  }

  private static double urgency(Severity severity, SeverityProbabilities probabilities) {
    return Urgency.of(Optional.of(severity), Optional.of(probabilities));
  }
}
