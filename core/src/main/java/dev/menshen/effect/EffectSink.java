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
   * Delivers an effect; when it returns the effect is safe.
   *
   * @throws Exception when that did not work; it is tried again, so delivering twice must do no
   *     harm
   */
  void deliver(Effect effect) throws Exception;
}
