package dev.menshen.review;

import static dev.menshen.Severity.CONTROVERSIAL;
import static dev.menshen.Severity.SAFE;
import static dev.menshen.Severity.UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menshen.Severity;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConcordTest {
  private static final Offset<Double> ROUNDING = within(1e-4);

  @Test
  void kappaOfTheUsualExampleOfTwoReadersIsFourTenths() {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: p_o = 0.7, p_e = 0.5.
    Concord concord = concord(20, 5, 0, 10, 15, 0, 0, 0, 0);

    assertThat(concord.pairs()).isEqualTo(50);
    assertThat(concord.agreement()).hasValue(0.7);
    assertThat(concord.kappa().orElseThrow()).isCloseTo(0.4, ROUNDING);
  }

  @Test
  void kappaOfCohensOwnTableIsWhatHeGives() {
    // Two clinicians' 200 diagnoses in J. Cohen, Weighted Kappa (1968), whose kappa is 0.492.
    Concord concord = concord(88, 10, 2, 14, 40, 6, 18, 10, 12);

    assertThat(concord.agreement()).hasValue(0.7);
    assertThat(concord.kappa().orElseThrow()).isCloseTo(0.4915, ROUNDING);
  }

  @Test
  void fullAgreementIsOneAndDisagreementThroughoutIsBelowZero() {
    assertThat(concord(3, 0, 0, 0, 4, 0, 0, 0, 5).kappa().orElseThrow()).isCloseTo(1, ROUNDING);
    assertThat(concord(0, 5, 0, 5, 0, 0, 0, 0, 0).kappa().orElseThrow()).isCloseTo(-1, ROUNDING);
  }

  @Test
  void withoutTextsThereIsNeitherAgreementNorKappa() {
    Concord none = new Concord(Map.of());

    assertThat(none.pairs()).isZero();
    assertThat(none.agreement()).isEmpty();
    assertThat(none.kappa()).isEmpty();
  }

  @Test
  void whereAllGetTheSameSeverityKappaIsNotDefined() {
    Concord same = concord(7, 0, 0, 0, 0, 0, 0, 0, 0);

    assertThat(same.agreement()).hasValue(1.0);
    assertThat(same.kappa()).isEmpty();
  }

  /** Row by row: what the first said, and in it what the second said. */
  private static Concord concord(long... counts) {
    Severity[] severities = {SAFE, CONTROVERSIAL, UNSAFE};
    Map<Severity, Map<Severity, Long>> table = new EnumMap<>(Severity.class);
    for (int row = 0; row < 3; row++) {
      Map<Severity, Long> line = new EnumMap<>(Severity.class);
      for (int column = 0; column < 3; column++) {
        line.put(severities[column], counts[row * 3 + column]);
      }
      table.put(severities[row], line);
    }
    return new Concord(table);
  }
}
