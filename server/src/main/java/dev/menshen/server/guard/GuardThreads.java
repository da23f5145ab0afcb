package dev.menshen.server.guard;

import dev.menshen.Guard;
import dev.menshen.guard.local.LocalGuard;

/** How many texts are judged at once. */
public final class GuardThreads {
  private GuardThreads() {}

  /**
   * As many as suit a guard. Qwen3Guard in this process takes all processors for a text, and knows
   * whether that is best; other guards take a processor for each text.
   */
  public static int suiting(Guard guard) {
    return guard instanceof LocalGuard local
        ? local.workers()
        : Runtime.getRuntime().availableProcessors();
  }
}
