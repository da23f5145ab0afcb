package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.menshen.guard.checkpoint.Checkpoint;
import dev.menshen.guard.checkpoint.DataType;
import dev.menshen.guard.fixture.Fixture;
import dev.menshen.guard.fixture.RandomCheckpoint;
import dev.menshen.guard.local.PrecisionStudy.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the tables of {@code docs/precision.md}, which says how to run it; not a part of the
 * tests, as it takes minutes.
 */
class PrecisionReport {
  /** As wide as the 0.6B. */
  private static final RandomCheckpoint LARGE =
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

  private static final Map<String, Matrices.Factory> FORMATS = formats();
  private static final int PASSES = 9;

  @TempDir Path temporary;

  private static Map<String, Matrices.Factory> formats() {
    Matrices.Factory fp32 = Matrices.Format.FP32;
    Matrices.Factory int8 = Matrices.Format.INT8;
    Matrices.Factory int4 = Matrices.Format.INT4;
    Matrices.Factory groups = PrecisionVariants.Groups::new;
    Matrices.Factory twice = PrecisionVariants.TwoSteps::new;
    Map<String, Matrices.Factory> formats = new LinkedHashMap<>();
    formats.put("fp32", fp32);
    formats.put("int8", int8);
    formats.put("int8, 7-bit weights", Matrices.Format.INT8_7BIT);
    formats.put("int8, one scale for all tokens", PrecisionVariants.PerTensor::new);
    formats.put("int8, loud channels left", PrecisionVariants.loud(int8));
    formats.put("int8, down in fp32", PrecisionVariants.down(int8, fp32));
    formats.put("int8, down in 8 column groups", PrecisionVariants.down(int8, groups));
    formats.put("int8, down with 16-bit activations", PrecisionVariants.down(int8, twice));
    formats.put("int8, all with 16-bit activations", twice);
    formats.put("int4", int4);
    formats.put("int4, loud channels left", PrecisionVariants.loud(int4));
    formats.put("int4, down in int8", PrecisionVariants.down(int4, int8));
    formats.put("int4, down in fp32", PrecisionVariants.down(int4, fp32));
    return formats;
  }

  @Test
  void writesWhatEachFormatLoses() throws IOException, OrtException {
    List<String> lines = new ArrayList<>();
    for (RandomCheckpoint random : RandomCheckpoint.GOLDEN) {
      try (PrecisionStudy study = PrecisionStudy.golden(random, temporary.resolve(random.name()))) {
        addTable(random.name(), study, lines);
      }
    }
    for (Fixture fixture : Fixture.values()) {
      try (PrecisionStudy study =
          PrecisionStudy.trained(fixture, temporary.resolve(fixture.label()))) {
        addTable(fixture.label(), study, lines);
      }
    }
    try (PrecisionStudy study = PrecisionStudy.random(LARGE, 24, temporary.resolve(LARGE.name()))) {
      addTable(LARGE.name(), study, lines);
    }
    Files.write(Path.of("target", "precision-loss.md"), lines);
    assertThat(lines).hasSizeGreaterThan(FORMATS.size());
  }

  private static void addTable(String name, PrecisionStudy study, List<String> lines)
      throws IOException, OrtException {
    lines.add("");
    lines.add("| " + name + " | distance | largest | P(unsafe) off | largest | same verdict |");
    lines.add("|---|---|---|---|---|---|");
    for (Map.Entry<String, Matrices.Factory> format : FORMATS.entrySet()) {
      Loss loss = study.loss(format.getValue());
      lines.add("| " + format.getKey() + " | " + loss.cells() + " |");
    }
  }

  /** Needs {@code -Dmodel=FOLDER}, and 7 GB for its conversions meanwhile. */
  @Test
  void writesHowFastEachFormatIs() throws IOException, OrtException {
    Path model = Path.of(System.getProperty("model", "name a model's folder with -Dmodel="));
    List<String> lines = new ArrayList<>(List.of("| format | ms a pass | MB |", "|---|---|---|"));
    long[] ids = new long[128];
    Arrays.setAll(ids, i -> 1_000 + 17L * i);
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      for (Map.Entry<String, Matrices.Factory> format : FORMATS.entrySet()) {
        Path folder = temporary.resolve("format" + lines.size());
        try (Decoder decoder = PrecisionStudy.decoder(checkpoint, format.getValue(), folder)) {
          double[] milliseconds = new double[PASSES];
          for (int pass = -2; pass < PASSES; pass++) {
            long start = System.nanoTime();
            assertThat(DecoderTest.read(decoder, ids)).isNotEmpty();
            milliseconds[Math.max(pass, 0)] = (System.nanoTime() - start) / 1e6;
          }
          Arrays.sort(milliseconds);
          lines.add(
              "| %s | %.0f | %d |"
                  .formatted(
                      format.getKey(),
                      milliseconds[PASSES / 2],
                      Files.size(folder.resolve("weights.bin")) / 1_000_000));
        }
      }
    }
    Files.write(Path.of("target", "precision-speed.md"), lines);
  }
}
