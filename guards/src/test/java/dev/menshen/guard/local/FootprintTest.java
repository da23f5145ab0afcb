package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FootprintTest {
  /** Qwen3Guard-Gen-0.6B. */
  private static final ModelShape SMALL = new ModelShape(1024, 3072, 28, 16, 8, 128, 151_936, true);

  /** Qwen3Guard-Gen-8B. */
  private static final ModelShape LARGE =
      new ModelShape(4096, 12_288, 36, 32, 8, 128, 151_936, false);

  /** Small enough to count by hand; a head is wider than hidden / heads. */
  private static final ModelShape TINY = new ModelShape(8, 32, 2, 2, 1, 16, 100, true);

  @Test
  void countsTheNumbersOfTheReleasedModels() {
    assertThat(SMALL.matrixParameters()).isEqualTo(440_401_920L);
    assertThat(SMALL.parameters()).isEqualTo(596_049_920L);
    assertThat(LARGE.parameters()).isEqualTo(8_190_735_360L);
    assertThat(SMALL.keysAndValuesPerToken()).isEqualTo(57_344L);
  }

  @Test
  void countsAnOutputMatrixOfItsOwn() {
    ModelShape untied = new ModelShape(8, 32, 2, 2, 1, 16, 100, false);
    assertThat(untied.parameters() - TINY.parameters()).isEqualTo(100 * 8);
  }

  @Test
  void countsMatricesByTheirPrecision() {
    // q, o: 8 x 32 each; k, v: 8 x 16 each; gate, up, down: 8 x 32 each; in two layers.
    long parameters = 2 * (2 * 8 * 32 + 2 * 8 * 16 + 3 * 8 * 32);
    long norms = 4 * (2 * (2 * 8 + 2 * 16) + 8);
    // q 32, k and v 16, o 8, gate and up 32, down 8.
    long channels = 2 * (32 + 16 + 16 + 8 + 32 + 32 + 8);
    assertThat(layers(Precision.FP32)).isEqualTo(norms + 4 * parameters);
    assertThat(layers(Precision.INT8)).isEqualTo(norms + parameters + 4 * channels);
    assertThat(layers(Precision.INT4)).isEqualTo(norms + parameters / 2 + 4 * parameters / 32);
  }

  @Test
  void countsTheEmbeddingInHalfPrecision() {
    assertThat(Footprint.of(TINY, Precision.INT4).embedding()).isEqualTo(100 * 8 * 2);
  }

  @Test
  void countsKeysAndValuesOfTheContextAndActivationsOfAPass() {
    Footprint footprint = Footprint.of(TINY, Precision.INT8, 50, 10);
    assertThat(footprint.keysAndValues()).isEqualTo(4 * 50 * (2 * 2 * 16));
    // Per token: 4 x 8, (2 + 1) x 2 x 16, 3 x 32, and two heads' scores over the context.
    assertThat(footprint.working()).isEqualTo(4 * 10 * (32 + 96 + 96 + 2 * 50));
    assertThat(footprint.total())
        .isEqualTo(
            footprint.layers()
                + footprint.embedding()
                + footprint.keysAndValues()
                + footprint.working()
                + Footprint.PROGRAM_BYTES);
  }

  @Test
  void countsKeysAndValuesThatAreKept() {
    Footprint footprint = Footprint.of(TINY, Precision.INT8, 50, 10);
    assertThat(footprint.keeping(1000).keysAndValues()).isEqualTo(footprint.keysAndValues() + 1000);
    assertThat(footprint.keeping(1000).total()).isEqualTo(footprint.total() + 1000);
  }

  @Test
  void takesTheDefaultWindowAndKeepsTheDefaultConversations() {
    assertThat(Footprint.of(SMALL, Precision.FP32))
        .isEqualTo(
            Footprint.of(SMALL, Precision.FP32, 4_608, 256)
                .keeping(LocalOptions.DEFAULT_KEY_VALUE_BYTES));
    assertThat(Footprint.PROGRAM_BYTES).isEqualTo(550_000_000L);
  }

  @ParameterizedTest
  @CsvSource({"FP32, 3.0", "INT8, 1.5", "INT4, 1.4"})
  void theSmallModelStaysWithinItsAimForAShortText(Precision precision, double gigabytes) {
    assertThat(Footprint.of(SMALL, precision, 512, 512).total())
        .isLessThan((long) (gigabytes * 1e9));
  }

  @Test
  void refusesAPassLongerThanItsContext() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Footprint.of(TINY, Precision.FP32, 10, 11))
        .withMessageContaining("context's 10, was 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Footprint.of(TINY, Precision.FP32, 10, 0));
  }

  @Test
  void refusesASizeThatIsNotPositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelShape(8, 32, 0, 2, 1, 16, 100, true))
        .withMessage("layers must be 1 or more, was 0");
  }

  private static long layers(Precision precision) {
    return Footprint.of(TINY, precision).layers();
  }
}
