package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.fixture.GoldenLogits;
import dev.menshen.guard.fixture.RandomCheckpoint;
import dev.menshen.guard.local.Decoder.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The graph against transformers, on random checkpoints of several shapes. */
class DecoderTest {
  static final List<RandomCheckpoint> CHECKPOINTS = RandomCheckpoint.GOLDEN;

  @TempDir Path temporary;

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void fullPrecisionGivesTheStatesAndLogitsOfTransformers(RandomCheckpoint random)
      throws IOException, OrtException {
    try (Checkpoint checkpoint = checkpoint(random);
        Decoder decoder = decoder(checkpoint, Matrices.Format.FP32, 384);
        KeyValues nothing = decoder.empty()) {
      LanguageModelHead head = new LanguageModelHead(checkpoint.languageModelHead());
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        try (Reading reading = decoder.read(nothing, golden.ids(), Deadline.none())) {
          assertThat(distance(reading.hidden(), golden.hidden())).isLessThan(1e-4);
          for (int i = 0; i < golden.rows().length; i++) {
            assertThat(head.logit(reading.hidden(), golden.rows()[i]))
                .isCloseTo(golden.rowLogits()[i], org.assertj.core.data.Offset.offset(1e-3));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void readingInPiecesOfAnyLengthIsReadingAtOnce(RandomCheckpoint random)
      throws IOException, OrtException {
    try (Checkpoint checkpoint = checkpoint(random);
        Decoder whole = decoder(checkpoint, Matrices.Format.FP32, 1_000);
        Decoder pieces = decoder(checkpoint, Matrices.Format.FP32, 7);
        KeyValues nothing = whole.empty()) {
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        try (Reading one = whole.read(nothing, golden.ids(), Deadline.none());
            Reading many = pieces.read(nothing, golden.ids(), Deadline.none())) {
          assertThat(relative(many.hidden(), one.hidden())).isLessThan(1e-4);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void aCutPastIsAPastOfFewerTokens(RandomCheckpoint random) throws IOException, OrtException {
    try (Checkpoint checkpoint = checkpoint(random);
        Decoder decoder = decoder(checkpoint, Matrices.Format.FP32, 384);
        KeyValues nothing = decoder.empty()) {
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        int half = golden.ids().length / 2;
        long[] rest = Arrays.copyOfRange(golden.ids(), half, golden.ids().length);
        try (Reading whole = decoder.read(nothing, golden.ids(), Deadline.none());
            KeyValues cut = decoder.first(whole.keyValues(), half);
            Reading again = decoder.read(cut, rest, Deadline.none())) {
          assertThat(cut.tokens()).isEqualTo(half);
          assertThat(relative(again.hidden(), whole.hidden())).isLessThan(1e-4);
        }
      }
    }
  }

  private Checkpoint checkpoint(RandomCheckpoint random) throws IOException {
    random.writeTo(Files.createDirectories(temporary.resolve("model")));
    return Checkpoint.open(temporary.resolve("model"));
  }

  private Decoder decoder(Checkpoint checkpoint, Matrices.Format format, int passTokens)
      throws OrtException {
    Path graph =
        Conversion.of(checkpoint, format, temporary.resolve("converted"), ConversionProgress.NONE);
    return Decoder.load(graph, checkpoint, 2, passTokens);
  }

  /** The distance of two vectors, relative to the length of the second. */
  static double distance(float[] vector, double[] other) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < vector.length; i++) {
      difference += (vector[i] - other[i]) * (vector[i] - other[i]);
      length += other[i] * other[i];
    }
    return Math.sqrt(difference / length);
  }

  private static double relative(float[] vector, float[] other) {
    double[] doubles = new double[other.length];
    for (int i = 0; i < other.length; i++) {
      doubles[i] = other[i];
    }
    return distance(vector, doubles);
  }
}
