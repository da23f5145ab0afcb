package dev.menshen.server.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfusionTest {
  @Test
  void computesItsRatios() {
    Confusion confusion = new Confusion(6, 2, 8, 4);
    assertThat(confusion.precision()).hasValue(0.75);
    assertThat(confusion.recall()).hasValue(0.6);
    assertThat(confusion.falsePositiveRate()).hasValue(0.2);
    assertThat(confusion.f1()).hasValue(12.0 / 18);
    assertThat(confusion.flagged()).hasValue(0.4);
  }

  @Test
  void precisionIsNotDefinedWhenNothingIsFlaggedButF1IsZero() {
    Confusion confusion = new Confusion(0, 0, 5, 3);
    assertThat(confusion.precision()).isEmpty();
    assertThat(confusion.f1()).hasValue(0);
    assertThat(confusion.recall()).hasValue(0);
  }

  @Test
  void recallAndF1AreNotDefinedWithoutPositives() {
    Confusion confusion = new Confusion(0, 1, 3, 0);
    assertThat(confusion.recall()).isEmpty();
    assertThat(confusion.f1()).isEmpty();
    assertThat(confusion.precision()).hasValue(0);
    assertThat(confusion.falsePositiveRate()).hasValue(0.25);
  }

  @Test
  void theFalsePositiveRateIsNotDefinedWithoutNegatives() {
    assertThat(new Confusion(2, 0, 0, 1).falsePositiveRate()).isEmpty();
  }

  @Test
  void nothingIsDefinedOnNothing() {
    Confusion confusion = new Confusion(0, 0, 0, 0);
    assertThat(confusion.f1()).isEmpty();
    assertThat(confusion.flagged()).isEmpty();
  }
}
