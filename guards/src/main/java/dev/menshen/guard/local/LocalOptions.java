package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.prompt.PromptLimits;
import java.nio.file.Path;

/**
 * How a local guard works.
 *
 * @param precision the format of the matrices
 * @param limits how long texts are cut
 * @param threads how many threads work on a text
 * @param conversions where converted models are kept
 * @param keyValueBytes how many bytes the keys and values of conversations may take that are kept
 *     for their next turn; 0 keeps none
 */
public record LocalOptions(
    Precision precision, PromptLimits limits, int threads, Path conversions, long keyValueBytes) {
  /** What conversations take at most unless told otherwise: 384 MiB, 1,700 tokens of the 0.6B. */
  public static final long DEFAULT_KEY_VALUE_BYTES = 384L << 20;

  /** Checks the values. */
  public LocalOptions {
    requireNonNull(precision, "precision is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(conversions, "conversions is null");
    if (threads < 1 || keyValueBytes < 0) {
      throw new IllegalArgumentException(
          "threads %d, keyValueBytes %d".formatted(threads, keyValueBytes));
    }
  }

  /** The defaults: all processors, {@code ~/.cache/menshen/converted}. */
  public static LocalOptions of(Precision precision) {
    return new LocalOptions(
        precision,
        PromptLimits.defaults(),
        Runtime.getRuntime().availableProcessors(),
        Path.of(System.getProperty("user.home"), ".cache", "menshen", "converted"),
        DEFAULT_KEY_VALUE_BYTES);
  }
}
