package dev.menshen.server.review;

/** Told what reviewers decide, so that others can deliver what they held. Safe for many threads. */
@FunctionalInterface
public interface ReviewOutcomes {
  /**
   * Something was decided. Called within the transaction of the decision: what is written to the
   * database here is there if, and only if, the decision is. An exception undoes the decision.
   */
  void decided(ReviewOutcome outcome);
}
