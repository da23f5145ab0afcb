package dev.menshen.effect;

import dev.menshen.policy.Action;

/** Told what becomes of effects, such as a counter. Called on the threads that deliver. */
@FunctionalInterface
public interface EffectListener {
  /** Listens to nothing. */
  EffectListener NONE = (sink, action, result) -> {};

  /** Something became of an effect at a sink. */
  void happened(String sink, Action action, Result result);

  /** What becomes of an effect. */
  enum Result {
    /** The sink has it. */
    DELIVERED("delivered"),
    /** The sink failed and is tried again. */
    RETRIED("retried"),
    /** The sink failed too often, or there was no room to wait; it is kept as undelivered. */
    UNDELIVERED("undelivered"),
    /** It was undelivered and gave way to later ones; only the log knows of it. */
    DROPPED("dropped");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    /** The name in metrics, such as {@code delivered}. */
    public String label() {
      return label;
    }
  }
}
