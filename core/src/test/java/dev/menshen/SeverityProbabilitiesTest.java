package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityProbabilitiesTest {
  @Test
  void givesTheProbabilityOfEachSeverity() {
    SeverityProbabilities probabilities = new SeverityProbabilities(0.2, 0.3, 0.5);

    assertThat(probabilities.of(Severity.SAFE)).isEqualTo(0.2);
    assertThat(probabilities.of(Severity.CONTROVERSIAL)).isEqualTo(0.3);
    assertThat(probabilities.of(Severity.UNSAFE)).isEqualTo(0.5);
    assertThat(probabilities.notSafe()).isEqualTo(0.8);
  }

  @Test
  void forgivesTheRoundingOfSinglePrecision() {
    SeverityProbabilities probabilities = new SeverityProbabilities(0.3334, 0.3334, 0.3334);

    assertThat(probabilities.safe()).isEqualTo(0.3334);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0.5",
    "0, 0, 0",
    "1.5, -0.5, 0",
    "-0.1, 0.6, 0.5",
    "NaN, 0.5, 0.5",
    "0.5, NaN, 0.5",
    "0.5, 0.5, NaN",
    "Infinity, 0, 0",
    "0.999, 0.01, 0.01"
  })
  void refusesWhatAreNoProbabilities(double safe, double controversial, double unsafe) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SeverityProbabilities(safe, controversial, unsafe))
        .withMessageContaining("probabilities");
  }
}
