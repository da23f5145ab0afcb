package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.fixture.RandomCheckpoint;
import dev.menshen.guard.local.PrecisionStudy.Loss;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bounds for what the reduced formats lose. {@code docs/precision.md} has the figures, which are
 * lower by a third or more.
 */
class PrecisionTest {
  private static final RandomCheckpoint OUTLIERS = RandomCheckpoint.GOLDEN.getLast();

  @TempDir Path temporary;

  @Test
  void outliersCostTheReducedFormatsNoMoreThanOrdinaryActivations()
      throws IOException, OrtException {
    assertThat(OUTLIERS.outliers()).isTrue();
    try (PrecisionStudy study = PrecisionStudy.golden(OUTLIERS, temporary)) {
      assertThat(study.loss(Matrices.Format.FP32).largestDistance()).isLessThan(1e-4);
      assertThat(study.loss(Matrices.Format.INT8).distance()).isLessThan(0.05);
      assertThat(study.loss(Matrices.Format.INT8_7BIT).distance()).isLessThan(0.07);
      assertThat(study.loss(Matrices.Format.INT4).distance()).isLessThan(0.35);
    }
  }

  @Test
  void oneScaleForAllTokensOrLoudChannelsWouldCostMoreThanTwiceAsMuch()
      throws IOException, OrtException {
    try (PrecisionStudy study = PrecisionStudy.golden(OUTLIERS, temporary)) {
      double int8 = study.loss(Matrices.Format.INT8).distance();
      assertThat(study.loss(PrecisionVariants.PerTensor::new).distance()).isGreaterThan(2 * int8);
      assertThat(study.loss(PrecisionVariants.loud(Matrices.Format.INT8)).distance())
          .isGreaterThan(2 * int8);
    }
  }

  @ParameterizedTest
  @EnumSource(Fixture.class)
  void trainedModelsKeepTheirVerdicts(Fixture fixture) throws IOException, OrtException {
    try (PrecisionStudy study = PrecisionStudy.trained(fixture, temporary)) {
      Loss int8 = study.loss(Matrices.Format.of(Precision.INT8));
      assertThat(int8.agreed()).isGreaterThanOrEqualTo(int8.texts() * 98 / 100);
      assertThat(int8.shift()).isLessThan(0.01);
      Loss int4 = study.loss(Matrices.Format.INT4);
      assertThat(int4.agreed()).isGreaterThanOrEqualTo(int4.texts() * 97 / 100);
      assertThat(int4.shift()).isLessThan(0.03);
    }
  }
}
