package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.Tensor;
import dev.menshen.guard.fixture.RandomCheckpoint;
import dev.menshen.guard.local.PrecisionStudy.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoudChannelsTest {
  private static final RandomCheckpoint PLAIN = RandomCheckpoint.GOLDEN.getFirst();
  private static final RandomCheckpoint OUTLIERS = RandomCheckpoint.GOLDEN.getLast();

  @TempDir Path temporary;

  @Test
  void onlyTheLoudChannelsAreQuieted() throws IOException {
    OUTLIERS.writeTo(temporary);
    try (Checkpoint checkpoint = Checkpoint.open(temporary)) {
      float[] gains = norm(checkpoint).readRow(0);
      float[] quieted = channels(checkpoint).quieted(gains);
      assertThat(IntStream.range(0, gains.length).filter(i -> gains[i] != quieted[i]))
          .containsExactly(19, 40);
      assertThat(gains[19]).isGreaterThan(20);
      assertThat(quieted[19]).isBetween(1f, 2.5f);
    }
  }

  @Test
  void theWeightsTakeOverWhatTheNormGivesUp() throws IOException {
    OUTLIERS.writeTo(temporary);
    try (Checkpoint checkpoint = Checkpoint.open(temporary)) {
      float[] gains = norm(checkpoint).readRow(0);
      LoudChannels channels = channels(checkpoint);
      float[] quieted = channels.quieted(gains);
      Tensor query = query(checkpoint);
      channels
          .raised(query)
          .forEachBlock(
              (first, count, rows) -> {
                float[] stored = query.readRows(first, count);
                for (int i = 0; i < rows.length; i++) {
                  int column = i % gains.length;
                  assertThat(rows[i] * quieted[column])
                      .isCloseTo(
                          stored[i] * gains[column], org.assertj.core.data.Offset.offset(1e-5f));
                }
              });
    }
  }

  @Test
  void whereNothingIsLoudNothingChanges() throws IOException {
    PLAIN.writeTo(temporary);
    try (Checkpoint checkpoint = Checkpoint.open(temporary)) {
      float[] gains = norm(checkpoint).readRow(0);
      assertThat(channels(checkpoint).quieted(gains)).isEqualTo(gains);
    }
  }

  @Test
  void inFullPrecisionItMakesNoDifference() throws IOException, OrtException {
    try (PrecisionStudy study = PrecisionStudy.golden(OUTLIERS, temporary)) {
      Loss loss = study.loss(PrecisionVariants.quiet(Matrices.Format.FP32));
      assertThat(loss.largestDistance()).isLessThan(1e-4);
    }
  }

  private static LoudChannels channels(Checkpoint checkpoint) {
    return LoudChannels.between(norm(checkpoint), List.of(query(checkpoint)));
  }

  private static Tensor norm(Checkpoint checkpoint) {
    return checkpoint.tensor("model.layers.0.input_layernorm.weight");
  }

  private static Tensor query(Checkpoint checkpoint) {
    return checkpoint.tensor("model.layers.0.self_attn.q_proj.weight");
  }
}
