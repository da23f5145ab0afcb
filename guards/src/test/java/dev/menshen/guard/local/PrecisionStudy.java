package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.Deadline;
import dev.menshen.Severity;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.DataType;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.fixture.GoldenConversation;
import dev.menshen.guard.fixture.GoldenLogits;
import dev.menshen.guard.fixture.RandomCheckpoint;
import dev.menshen.guard.local.Decoder.Reading;
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
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** What number formats lose against full precision, measured on checkpoints of all kinds. */
final class PrecisionStudy {
  /** Wide as the 0.6B, with outliers, and without golden states. */
  static final RandomCheckpoint LARGE =
      new RandomCheckpoint(
          "outliers-1024",
          4096,
          1024,
          3072,
          6,
          16,
          8,
          128,
          true,
          DataType.BF16,
          1,
          0.03,
          106,
          true);

  private static final int THREADS = 2;

  private PrecisionStudy() {}

  /** A sequence, and the last token's state of the reference. */
  record Sample(long[] ids, double[] hidden, int[] verdictIds) {}

  /** What a format loses over some samples. */
  record Loss(
      double meanDistance,
      double largestDistance,
      double meanShift,
      double largestShift,
      int agreed,
      int samples) {
    @Override
    public String toString() {
      return "%.5f | %.5f | %.4f | %.4f | %d/%d"
          .formatted(meanDistance, largestDistance, meanShift, largestShift, agreed, samples);
    }
  }

  static List<Sample> samples(RandomCheckpoint random) throws IOException {
    return GoldenLogits.of(random).stream()
        .map(golden -> new Sample(golden.ids(), golden.hidden(), golden.verdictIds()))
        .toList();
  }

  static List<Sample> samples(Fixture fixture, Path folder, Decoder reference)
      throws IOException, OrtException {
    List<Sample> samples = new ArrayList<>();
    try (PromptEncoder prompts = PromptEncoder.load(folder, PromptLimits.defaults());
        KeyValues nothing = reference.empty()) {
      for (GoldenConversation golden : GoldenConversation.all()) {
        AnswerPath answer = prompts.answer(golden.conversation().direction());
        long[] ids =
            LongStream.concat(
                    Arrays.stream(golden.ids()),
                    answer.tokens().stream().mapToLong(Long::longValue))
                .toArray();
        int[] verdicts = new int[3];
        answer
            .next()
            .forEach(
                (token, path) ->
                    verdicts[
                            List.of(Severity.SAFE, Severity.UNSAFE, Severity.CONTROVERSIAL)
                                .indexOf(path.severity().orElseThrow())] =
                        Math.toIntExact(token));
        try (Reading reading = reference.read(nothing, ids, Deadline.none())) {
          samples.add(new Sample(ids, doubles(reading.hidden()), verdicts));
        }
      }
    }
    return samples;
  }

  static List<Sample> samples(int count, int vocabulary, Decoder reference) throws OrtException {
    Random random = new Random(7);
    List<Sample> samples = new ArrayList<>();
    try (KeyValues nothing = reference.empty()) {
      for (int i = 0; i < count; i++) {
        long[] ids = random.longs(40 + random.nextInt(160), 200, vocabulary).toArray();
        int[] loud = {0, 11, 198};
        for (int j = i % 13; j < ids.length; j += 13) {
          ids[j] = loud[random.nextInt(3)];
        }
        try (Reading reading = reference.read(nothing, ids, Deadline.none())) {
          samples.add(new Sample(ids, doubles(reading.hidden()), new int[] {1000, 2000, 3000}));
        }
      }
    }
    return samples;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  static Loss measure(List<Sample> samples, Decoder decoder, LanguageModelHead head)
      throws OrtException {
    double[] distances = new double[samples.size()];
    double[] shifts = new double[samples.size()];
    int agreed = 0;
    try (KeyValues nothing = decoder.empty()) {
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        try (Reading reading = decoder.read(nothing, sample.ids(), Deadline.none())) {
          distances[i] = DecoderTest.distance(reading.hidden(), sample.hidden());
          float[] reference = new float[sample.hidden().length];
          for (int j = 0; j < reference.length; j++) {
            reference[j] = (float) sample.hidden()[j];
          }
          double[] expected = shares(head, reference, sample.verdictIds());
          double[] actual = shares(head, reading.hidden(), sample.verdictIds());
          shifts[i] = Math.abs(expected[1] - actual[1]);
          agreed += largest(expected) == largest(actual) ? 1 : 0;
        }
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

  private static int largest(double[] shares) {
    int largest = 0;
    for (int i = 1; i < shares.length; i++) {
      largest = shares[i] > shares[largest] ? i : largest;
    }
    return largest;
  }

  private static double[] shares(LanguageModelHead head, float[] hidden, int[] ids) {
    Map<Integer, Double> logits = new LinkedHashMap<>();
    for (int id : ids) {
      logits.put(id, head.logit(hidden, id));
    }
    Map<Integer, Double> shares = WindowVerdict.softmax(logits);
    return Arrays.stream(ids).mapToDouble(shares::get).toArray();
  }

  /** A graph with any matrices. */
  static Decoder decoder(Checkpoint checkpoint, Matrices.Factory matrices, Path folder)
      throws IOException, OrtException {
    Files.createDirectories(folder);
    Path graph = folder.resolve("model.onnx");
    try (WeightFile weights = WeightFile.create(folder.resolve("weights.bin"), written -> {});
        OutputStream out = Files.newOutputStream(graph)) {
      Qwen3Graph.build(checkpoint, matrices, weights).model().writeTo(out);
    }
    return Decoder.load(graph, checkpoint, THREADS, Decoder.DEFAULT_PASS_TOKENS);
  }

  static Map<String, Matrices.Factory> variants() {
    Map<String, Matrices.Factory> variants = new LinkedHashMap<>();
    variants.put("fp32", Matrices.Format.FP32);
    variants.put("int8", Matrices.Format.INT8);
    variants.put("int8 7-bit", Matrices.Format.INT8_7BIT);
    variants.put("int4", Matrices.Format.INT4);
    variants.put("int8 loud", PrecisionVariants.loud(Matrices.Format.INT8));
    variants.put("int4 loud", PrecisionVariants.loud(Matrices.Format.INT4));
    variants.put("int8 per tensor", PrecisionVariants.PerTensor::new);
    variants.put("int8 per tensor loud", PrecisionVariants.loud(PrecisionVariants.PerTensor::new));
    variants.put("int8 weights only", PrecisionVariants.WeightsOnly::new);
    variants.put(
        "int8 down fp32", PrecisionVariants.down(Matrices.Format.INT8, Matrices.Format.FP32));
    variants.put(
        "int8 down 2 groups",
        PrecisionVariants.down(
            Matrices.Format.INT8, (g, w) -> new PrecisionVariants.Groups(g, w, 2)));
    variants.put(
        "int8 down 8 groups",
        PrecisionVariants.down(
            Matrices.Format.INT8, (g, w) -> new PrecisionVariants.Groups(g, w, 8)));
    variants.put(
        "int8 down 16-bit activations",
        PrecisionVariants.down(Matrices.Format.INT8, PrecisionVariants.TwoSteps::new));
    variants.put("int8 all 8 groups", (g, w) -> new PrecisionVariants.Groups(g, w, 8));
    variants.put("int8 all 16-bit activations", PrecisionVariants.TwoSteps::new);
    variants.put(
        "int4 down int8", PrecisionVariants.down(Matrices.Format.INT4, Matrices.Format.INT8));
    variants.put(
        "int4 down fp32", PrecisionVariants.down(Matrices.Format.INT4, Matrices.Format.FP32));
    return variants;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    for (RandomCheckpoint random : RandomCheckpoint.GOLDEN) {
      Path model = Files.createDirectories(folder.resolve(random.name()));
      random.writeTo(model);
      report(random.name(), model, reference -> samples(random));
    }
    for (Fixture fixture : Fixture.values()) {
      Path model = fixture.copyTo(Files.createDirectories(folder.resolve(fixture.label())));
      report(fixture.label(), model, reference -> samples(fixture, model, reference));
    }
    Path model = Files.createDirectories(folder.resolve(LARGE.name()));
    LARGE.writeTo(model);
    report(LARGE.name(), model, reference -> samples(12, 4096, reference));
  }

  interface Samples {
    List<Sample> of(Decoder reference) throws IOException, OrtException;
  }

  static void report(String name, Path model, Samples of) throws Exception {
    System.out.println("## " + name);
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      LanguageModelHead head = new LanguageModelHead(checkpoint.languageModelHead());
      List<Sample> samples;
      try (Decoder reference =
          decoder(checkpoint, Matrices.Format.FP32, model.resolve("reference"))) {
        samples = of.of(reference);
      }
      for (var variant : variants().entrySet()) {
        long start = System.nanoTime();
        Path converted = model.resolve(variant.getKey());
        try (Decoder decoder = decoder(checkpoint, variant.getValue(), converted)) {
          System.out.printf("%-30s | %s%n", variant.getKey(), measure(samples, decoder, head));
        }
        Files.delete(converted.resolve("weights.bin"));
      }
    }
  }
}
