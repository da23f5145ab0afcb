package dev.menshen.effect;

/** Where effects are handed over. Safe for use by many threads. */
@FunctionalInterface
public interface Effects {
  /** Nothing comes of any effect: for those who read the decision and act themselves. */
  Effects NONE = effect -> {};

  /** Takes an effect over. Returns soon and never throws because a delivery fails. */
  void accept(Effect effect);
}
