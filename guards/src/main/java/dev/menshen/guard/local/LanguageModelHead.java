package dev.menshen.guard.local;

import dev.menshen.guard.checkpoint.Tensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of the language-model head that answers need: a few dozen of 151,936, so the whole
 * matrix is never loaded.
 */
final class LanguageModelHead {
  private final Tensor rows;
  private final Map<Long, float[]> known = new ConcurrentHashMap<>();

  /** Makes the head of a matrix [vocabulary, hidden]. */
  LanguageModelHead(Tensor rows) {
    this.rows = rows;
  }

  /**
   * The logit of a token after a state.
   *
   * @throws dev.menshen.NotScannedException when it is no finite number
   */
  double logit(float[] hidden, long token) {
    float[] row = known.computeIfAbsent(token, id -> rows.readRow(Math.toIntExact(id)));
    double sum = 0;
    for (int i = 0; i < hidden.length; i++) {
      sum += (double) hidden[i] * row[i];
    }
    if (!Double.isFinite(sum)) {
      throw Decoder.notFinite();
    }
    return sum;
  }
}
