package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.Severity;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.fixture.GoldenConversation;
import dev.menshen.guard.fixture.GoldenLogits;
import dev.menshen.guard.fixture.RandomCheckpoint;
import dev.menshen.guard.prompt.AnswerPath;
import dev.menshen.guard.prompt.PromptEncoder;
import dev.menshen.guard.prompt.PromptLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * What a number format loses on one checkpoint: how far its states and verdicts are from those of
 * full precision over some texts.
 */
final class PrecisionStudy implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int UNSAFE = 1;

  private final Path folder;
  private final Checkpoint checkpoint;
  private final LanguageModelHead head;
  private final List<Sample> samples;
  private int formats;

  private PrecisionStudy(Path folder, Checkpoint checkpoint, List<Sample> samples) {
    this.folder = folder;
    this.checkpoint = checkpoint;
    this.head = new LanguageModelHead(checkpoint.languageModelHead());
    this.samples = samples;
  }

  /**
   * A sequence with what full precision makes of it.
   *
   * @param hidden the last token's state
   * @param verdicts the probabilities of three tokens, the second of which stands for Unsafe
   */
  private record Sample(long[] ids, int[] verdictIds, double[] hidden, double[] verdicts) {}

  /**
   * What a format loses.
   *
   * @param distance of the last token's state, relative to its length, in the mean
   * @param largestDistance the largest of them
   * @param shift by how much the probability of Unsafe is off, in the mean
   * @param largestShift the largest of them
   * @param agreed how many verdicts are those of full precision
   * @param texts how many there are
   */
  record Loss(
      double distance,
      double largestDistance,
      double shift,
      double largestShift,
      int agreed,
      int texts) {
    /** The cells of a table. */
    String cells() {
      return String.format(
          Locale.ROOT,
          "%.4f | %.4f | %.4f | %.4f | %d of %d",
          distance,
          largestDistance,
          shift,
          largestShift,
          agreed,
          texts);
    }
  }

  /** A random checkpoint, measured against the states that transformers computes of it. */
  static PrecisionStudy golden(RandomCheckpoint random, Path folder) throws IOException {
    Checkpoint checkpoint = write(random, folder);
    List<Sample> samples = new ArrayList<>();
    for (GoldenLogits golden : GoldenLogits.of(random)) {
      samples.add(
          new Sample(
              golden.ids(), golden.verdictIds(), golden.hidden(), softmax(golden.verdictLogits())));
    }
    return new PrecisionStudy(folder, checkpoint, samples);
  }

  /**
   * A random checkpoint that has no golden states, measured against full precision here, which is
   * that of transformers to 1e-4. Every 13th token is one of the loud ones.
   */
  static PrecisionStudy random(RandomCheckpoint random, int texts, Path folder)
      throws IOException, OrtException {
    Checkpoint checkpoint = write(random, folder);
    Random numbers = new Random(random.seed());
    List<long[]> sequences = new ArrayList<>();
    for (int text = 0; text < texts; text++) {
      int length = 40 + numbers.nextInt(160);
      long[] ids = numbers.longs(length, 200, random.vocabulary()).toArray();
      for (int i = text % 13; i < length; i += 13) {
        ids[i] = RandomCheckpoint.OUTLIER_TOKENS.get(numbers.nextInt(3));
      }
      sequences.add(ids);
    }
    PrecisionStudy study = new PrecisionStudy(folder, checkpoint, new ArrayList<>());
    study.addSamples(
        sequences, sequences.stream().map(ids -> new int[] {1000, 2000, 3000}).toList());
    return study;
  }

  /** A trained checkpoint over its golden conversations, measured against full precision here. */
  static PrecisionStudy trained(Fixture fixture, Path folder) throws IOException, OrtException {
    Checkpoint checkpoint =
        Checkpoint.open(fixture.copyTo(Files.createDirectories(folder.resolve("model"))));
    List<long[]> sequences = new ArrayList<>();
    List<int[]> verdicts = new ArrayList<>();
    try (PromptEncoder prompts = PromptEncoder.load(checkpoint.folder(), PromptLimits.defaults())) {
      for (GoldenConversation golden : GoldenConversation.all()) {
        AnswerPath answer = prompts.answer(golden.conversation().direction());
        LongStream start = answer.tokens().stream().mapToLong(Long::longValue);
        sequences.add(LongStream.concat(LongStream.of(golden.ids()), start).toArray());
        verdicts.add(
            new int[] {
              token(answer, Severity.SAFE),
              token(answer, Severity.UNSAFE),
              token(answer, Severity.CONTROVERSIAL)
            });
      }
    }
    PrecisionStudy study = new PrecisionStudy(folder, checkpoint, new ArrayList<>());
    study.addSamples(sequences, verdicts);
    return study;
  }

  /** Measures a format. */
  Loss loss(Matrices.Factory format) throws IOException, OrtException {
    double[] distances = new double[samples.size()];
    double[] shifts = new double[samples.size()];
    int agreed = 0;
    try (Decoder decoder = decoder(checkpoint, format, folder.resolve("format" + formats++))) {
      for (int i = 0; i < distances.length; i++) {
        Sample sample = samples.get(i);
        float[] hidden = DecoderTest.read(decoder, sample.ids());
        double[] verdicts = verdicts(hidden, sample.verdictIds());
        distances[i] = DecoderTest.distance(hidden, sample.hidden());
        shifts[i] = Math.abs(verdicts[UNSAFE] - sample.verdicts()[UNSAFE]);
        agreed += largest(verdicts) == largest(sample.verdicts()) ? 1 : 0;
      }
    }
    return new Loss(
        Arrays.stream(distances).average().orElseThrow(),
        Arrays.stream(distances).max().orElseThrow(),
        Arrays.stream(shifts).average().orElseThrow(),
        Arrays.stream(shifts).max().orElseThrow(),
        agreed,
        samples.size());
  }

  @Override
  public void close() {
    checkpoint.close();
  }

  /** A decoder with matrices of any format, converted into an empty folder. */
  static Decoder decoder(Checkpoint checkpoint, Matrices.Factory format, Path folder)
      throws IOException, OrtException {
    Path graph = Files.createDirectories(folder).resolve("model.onnx");
    try (WeightFile weights = WeightFile.create(folder.resolve("weights.bin"), written -> {});
        OutputStream out = Files.newOutputStream(graph)) {
      Qwen3Graph.build(checkpoint, format, weights).model().writeTo(out);
    }
    return Decoder.load(graph, checkpoint, THREADS, Decoder.DEFAULT_PASS_TOKENS);
  }

  private static Checkpoint write(RandomCheckpoint random, Path folder) throws IOException {
    Path model = Files.createDirectories(folder.resolve("model"));
    random.writeTo(model);
    return Checkpoint.open(model);
  }

  private static int token(AnswerPath answer, Severity severity) {
    return answer.next().entrySet().stream()
        .filter(next -> next.getValue().severity().orElseThrow() == severity)
        .map(next -> Math.toIntExact(next.getKey()))
        .findFirst()
        .orElseThrow();
  }

  private void addSamples(List<long[]> sequences, List<int[]> verdictIds)
      throws IOException, OrtException {
    try (Decoder reference =
        decoder(checkpoint, Matrices.Format.FP32, folder.resolve("reference"))) {
      for (int i = 0; i < sequences.size(); i++) {
        float[] hidden = DecoderTest.read(reference, sequences.get(i));
        double[] state = new double[hidden.length];
        Arrays.setAll(state, j -> hidden[j]);
        int[] ids = verdictIds.get(i);
        samples.add(new Sample(sequences.get(i), ids, state, verdicts(hidden, ids)));
      }
    }
  }

  private double[] verdicts(float[] hidden, int[] ids) {
    return softmax(Arrays.stream(ids).mapToDouble(id -> head.logit(hidden, id)).toArray());
  }

  private static double[] softmax(double[] logits) {
    Map<Integer, Double> byPlace = new LinkedHashMap<>();
    for (int i = 0; i < logits.length; i++) {
      byPlace.put(i, logits[i]);
    }
    return WindowVerdict.softmax(byPlace).values().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static int largest(double[] shares) {
    int largest = 0;
    for (int i = 1; i < shares.length; i++) {
      largest = shares[i] > shares[largest] ? i : largest;
    }
    return largest;
  }
}
