package dev.menshen.server.doctor;

import dev.menshen.guard.checkpoint.OfficialModel;
import dev.menshen.guard.local.ModelShape;
import java.util.List;

/**
 * A released size of Qwen3Guard-Gen.
 *
 * @param model which
 * @param shape its sizes
 * @param download the bytes of its files, in bf16
 */
public record ReleasedModel(OfficialModel model, ModelShape shape, long download) {
  /** All of them, the smallest first. */
  public static final List<ReleasedModel> ALL =
      List.of(
          new ReleasedModel(
              OfficialModel.GEN_0_6B,
              new ModelShape(1024, 3072, 28, 16, 8, 128, 151_936, true),
              1_500_000_000L),
          new ReleasedModel(
              OfficialModel.GEN_4B,
              new ModelShape(2560, 9728, 36, 32, 8, 128, 151_936, true),
              8_820_000_000L),
          new ReleasedModel(
              OfficialModel.GEN_8B,
              new ModelShape(4096, 12_288, 36, 32, 8, 128, 151_936, false),
              16_380_000_000L));

  /** The longest text that a graphics card is expected to hold the keys and values of. */
  private static final int CARD_TOKENS = 8_192;

  /** What the driver, the server's kernels and the activations take on a graphics card. */
  private static final long CARD_PROGRAM_BYTES = 2_000_000_000L;

  /** The share of a card that vLLM takes unless it is told otherwise. */
  private static final double CARD_SHARE = 0.9;

  private static final int BF16_BYTES = 2;

  /** The size, as the command line names it. */
  public String name() {
    return model.label();
  }

  /** The smallest. */
  public static ReleasedModel smallest() {
    return ALL.getFirst();
  }

  /** Whether a card with so many bytes can serve it in bf16. */
  boolean fitsGraphicsCard(long memory) {
    long keysAndValues = BF16_BYTES * shape.keysAndValuesPerToken() * CARD_TOKENS;
    return download + keysAndValues + CARD_PROGRAM_BYTES <= CARD_SHARE * memory;
  }
}
