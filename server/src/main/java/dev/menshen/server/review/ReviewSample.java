package dev.menshen.server.review;

import dev.menshen.Keyed;
import dev.menshen.Secret;
import java.nio.ByteBuffer;

/**
 * The items of which a second person is asked: a share that nobody can foretell without the
 * installation's secret, and of which all instances say the same.
 */
final class ReviewSample {
  private static final int HUNDRED = 100;

  private final Keyed keyed;
  private final double percentage;

  /**
   * A sample.
   *
   * @param percentage how many of a hundred, 0 to 100
   */
  ReviewSample(Secret secret, double percentage) {
    this.keyed = secret.keyed("review-second");
    this.percentage = percentage;
  }

  /** Whether an item is in it. */
  boolean has(String item) {
    // 53 bits are what a double holds of a fraction.
    long bits = ByteBuffer.wrap(keyed.digest(item)).getLong() >>> 11;
    return bits * 0x1p-53 * HUNDRED < percentage;
  }
}
