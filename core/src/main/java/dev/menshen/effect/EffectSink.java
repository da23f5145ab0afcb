package dev.menshen.effect;

import dev.menshen.policy.Action;
import java.util.Set;

/** One that delivers effects: a log, a queue, a webhook. Safe for many threads. */
public interface EffectSink {
  /** The name in metrics, such as {@code log}. */
  String name();

  /** What it delivers. */
  Set<Action> actions();

  /**
   * Whether the first attempt is made before whoever hands the effect over goes on, so that what it
   * stands for is kept before the text is answered. It is for those that store effects in the
   * installation's own database: each attempt holds up an answer. When it fails, it is tried again
   * behind the back like all others.
   */
  default boolean isImmediate() {
    return false;
  }

  /**
   * Delivers an effect; when it returns the effect is safe.
   *
   * @throws Exception when that did not work; it is tried again, so delivering twice must do no
   *     harm
   */
  void deliver(Effect effect) throws Exception;
}
