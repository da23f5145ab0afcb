package dev.menshen.guard.prompt;

/**
 * How much a model reads at a time. All in tokens.
 *
 * @param context what the model reads and writes at most
 * @param window what is read at a time of a longer text, and less where the context holds less
 * @param overlap what neighbouring windows share
 */
public record PromptLimits(int context, int window, int overlap) {
  /** What Qwen3Guard-Gen is served with at most, in tokens. */
  public static final int DEFAULT_CONTEXT = 32_768;

  /** Length of a window unless told otherwise, in tokens. */
  public static final int DEFAULT_WINDOW = 4_000;

  /** What neighbouring windows share unless told otherwise, in tokens. */
  public static final int DEFAULT_OVERLAP = 256;

  /**
   * Checks that windows advance.
   *
   * @throws IllegalArgumentException when they do not, or the context is empty
   */
  public PromptLimits {
    if (context < 1 || overlap < 0 || window <= overlap) {
      throw new IllegalArgumentException(
          "context %d, window %d, overlap %d: the context must be positive and the overlap smaller than the window"
              .formatted(context, window, overlap));
    }
  }

  /** The default limits. */
  public static PromptLimits defaults() {
    return new PromptLimits(DEFAULT_CONTEXT, DEFAULT_WINDOW, DEFAULT_OVERLAP);
  }
}
