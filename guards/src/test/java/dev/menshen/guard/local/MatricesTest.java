package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.DataType;
import dev.menshen.guard.checkpoint.SafetensorsWriter;
import dev.menshen.guard.fixture.RandomCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single matrices in each format, multiplied by ONNX Runtime on this machine. */
class MatricesTest {
  private static final String MATRIX = "model.layers.0.mlp.down_proj.weight";
  private static final RandomCheckpoint RANDOM = RandomCheckpoint.GOLDEN.getFirst();

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource(Matrices.Format.class)
  void aLoudTokenCostsItsNeighboursNothing(Matrices.Format format)
      throws IOException, OrtException {
    float[] loud = token(1);
    for (int i = 0; i < loud.length; i++) {
      loud[i] *= 1000;
    }
    try (Checkpoint checkpoint = random();
        MatrixProduct product = product(checkpoint, format)) {
      float[][] quiet = product.of(token(0), token(1), token(2));
      float[][] beside = product.of(token(0), loud, token(2));
      assertThat(beside[0]).isEqualTo(quiet[0]);
      assertThat(beside[2]).isEqualTo(quiet[2]);
    }
  }

  @Test
  void withOneScaleForAllTokensALoudOneDoesCostThem() throws IOException, OrtException {
    float[] loud = token(1);
    loud[0] = 10_000;
    try (Checkpoint checkpoint = random();
        MatrixProduct product = product(checkpoint, PrecisionVariants.PerTensor::new)) {
      float[][] quiet = product.of(token(0), token(1), token(2));
      float[][] beside = product.of(token(0), loud, token(2));
      assertThat(beside[0]).isNotEqualTo(quiet[0]);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void theFormatForThisProcessorMultipliesExtremesExactly(Precision precision)
      throws IOException, OrtException {
    try (Checkpoint checkpoint = extremes();
        MatrixProduct product = product(checkpoint, Matrices.Format.of(precision))) {
      float[] ones = new float[RANDOM.feedForward()];
      Arrays.fill(ones, 1);
      float[] minusOnes = new float[ones.length];
      Arrays.fill(minusOnes, -1);
      float[][] results = product.of(ones, minusOnes, ones);
      for (int output = 0; output < results[0].length; output++) {
        float expected = (output % 2 == 0 ? 1 : -1) * ones.length;
        assertThat(results[0][output]).isCloseTo(expected, within(1e-3f));
        assertThat(results[1][output]).isCloseTo(-expected, within(1e-3f));
        assertThat(results[2][output]).isCloseTo(expected, within(1e-3f));
      }
    }
  }

  private MatrixProduct product(Checkpoint checkpoint, Matrices.Factory format)
      throws IOException, OrtException {
    return new MatrixProduct(checkpoint, MATRIX, format, temporary.resolve("product"));
  }

  private Checkpoint random() throws IOException {
    Path model = Files.createDirectories(temporary.resolve("model"));
    RANDOM.writeTo(model);
    return Checkpoint.open(model);
  }

  /** Every weight is 1, or in every second row -1: the largest there are, in any format. */
  private Checkpoint extremes() throws IOException {
    Path model = Files.createDirectories(temporary.resolve("model"));
    RANDOM.writeTo(model);
    SafetensorsWriter writer = new SafetensorsWriter();
    for (RandomCheckpoint.Tensor tensor : RANDOM.tensors()) {
      float[] values = RANDOM.values(tensor);
      if (tensor.name().equals(MATRIX)) {
        for (int i = 0; i < values.length; i++) {
          values[i] = i / RANDOM.feedForward() % 2 == 0 ? 1 : -1;
        }
      }
      writer.add(tensor.name(), DataType.F32, tensor.shape(), values);
    }
    writer.writeModel(model);
    return Checkpoint.open(model);
  }

  private static float[] token(int seed) {
    Random random = new Random(seed);
    float[] token = new float[RANDOM.feedForward()];
    for (int i = 0; i < token.length; i++) {
      token[i] = (float) random.nextGaussian();
    }
    return token;
  }
}
