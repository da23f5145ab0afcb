package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.fixture.GoldenLogits;
import dev.menshen.guard.fixture.RandomCheckpoint;
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
        Decoder decoder = decoder(checkpoint, Matrices.Format.FP32, 384)) {
      LanguageModelHead head = new LanguageModelHead(checkpoint.languageModelHead());
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        float[] hidden = read(decoder, golden.ids());
        assertThat(distance(hidden, golden.hidden())).isLessThan(1e-4);
        for (int i = 0; i < golden.rows().length; i++) {
          assertThat(head.logit(hidden, golden.rows()[i]))
              .isCloseTo(golden.rowLogits()[i], within(1e-3));
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
        Decoder pieces = decoder(checkpoint, Matrices.Format.FP32, 7)) {
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        assertThat(relative(read(pieces, golden.ids()), read(whole, golden.ids())))
            .isLessThan(1e-4);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void aSequenceThatIsRewoundAndWrittenOverIsAsIfItWereNew(RandomCheckpoint random)
      throws IOException, OrtException {
    try (Checkpoint checkpoint = checkpoint(random);
        Decoder decoder = decoder(checkpoint, Matrices.Format.FP32, 384);
        Sequence sequence = decoder.copier().empty(1_024)) {
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        int half = golden.ids().length / 2;
        long[] rest = Arrays.copyOfRange(golden.ids(), half, golden.ids().length);
        sequence.rewind(0);
        float[] whole = decoder.read(sequence, golden.ids(), Deadline.none());
        sequence.rewind(half);
        decoder.read(sequence, new long[] {1, 2, 3, 4, 5}, Deadline.none());
        sequence.rewind(half);
        assertThat(relative(decoder.read(sequence, rest, Deadline.none()), whole)).isLessThan(1e-4);
        assertThat(sequence.ids(sequence.length())).isEqualTo(golden.ids());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("CHECKPOINTS")
  void aCopyGoesOnLikeTheSequenceThatItWasMadeOf(RandomCheckpoint random)
      throws IOException, OrtException {
    try (Checkpoint checkpoint = checkpoint(random);
        Decoder decoder = decoder(checkpoint, Matrices.Format.FP32, 384);
        Sequence sequence = decoder.copier().empty(1_024)) {
      for (GoldenLogits golden : GoldenLogits.of(random)) {
        int half = golden.ids().length / 2;
        long[] rest = Arrays.copyOfRange(golden.ids(), half, golden.ids().length);
        sequence.rewind(0);
        float[] whole = decoder.read(sequence, golden.ids(), Deadline.none());
        try (Sequence copy = decoder.copier().copy(sequence, half, half + rest.length)) {
          assertThat(copy.length()).isEqualTo(half);
          assertThat(relative(decoder.read(copy, rest, Deadline.none()), whole)).isLessThan(1e-4);
        }
      }
    }
  }

  /** Reads tokens that nothing comes before. */
  static float[] read(Decoder decoder, long[] ids) throws OrtException {
    try (Sequence sequence = decoder.copier().empty(ids.length)) {
      return decoder.read(sequence, ids, Deadline.none());
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
