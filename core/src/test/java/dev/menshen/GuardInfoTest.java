package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.GuardInfo.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardInfoTest {
  @Test
  void keepsTheFiguresWhateverBecomesOfTheList() {
    List<Measured> measured = new ArrayList<>(List.of(new Measured("en", 0, 1)));

    GuardInfo info =
        new GuardInfo(GuardInfo.Kind.LITE, "model", "1", Set.of("en"), "note", measured);
    measured.clear();

    assertThat(info.measured()).containsExactly(new Measured("en", 0, 1));
  }

  @Test
  void refusesABlankFingerprintUnderWhichAnswersOfAnyWeightsWouldBeKept() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new GuardInfo(GuardInfo.Kind.LITE, "model", " ", Set.of(), "note", List.of()))
        .withMessageContaining("the fingerprint of the guard model is blank");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, 94, Double.NaN})
  void refusesFiguresThatAreNoShares(double figure) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Measured("en", figure, 0.5))
        .withMessageContaining("ordinary flagged " + figure);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Measured("en", 0.5, figure))
        .withMessageContaining("harmful flagged " + figure);
  }
}
