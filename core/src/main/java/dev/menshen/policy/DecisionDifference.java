package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Severity;
import dev.menshen.policy.Decision.Outcome;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How two decisions about one text differ. The names of the rules make no difference: a policy may
 * be written anew and do the same.
 *
 * @param before what becomes of the text by the one
 * @param after what becomes of it by the other
 * @param severityBefore what the one makes of the text
 * @param severityAfter what the other makes of it
 * @param dropped what only the one does
 * @param added what only the other does
 * @param replies whether both put another text in its place, and not the same one
 */
public record DecisionDifference(
    Outcome before,
    Outcome after,
    Optional<Severity> severityBefore,
    Optional<Severity> severityAfter,
    Set<Action> dropped,
    Set<Action> added,
    boolean replies) {
  /** Checks that nothing is missing. */
  public DecisionDifference {
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
    requireNonNull(severityBefore, "severityBefore is null");
    requireNonNull(severityAfter, "severityAfter is null");
    dropped = inOrder(dropped);
    added = inOrder(added);
  }

  /** The difference of two decisions. */
  public static DecisionDifference between(Decision one, Decision other) {
    Set<Action> dropped = actions(one);
    Set<Action> added = actions(other);
    Set<Action> both = EnumSet.copyOf(dropped);
    both.retainAll(added);
    dropped.removeAll(both);
    added.removeAll(both);
    return new DecisionDifference(
        one.outcome(),
        other.outcome(),
        one.severity(),
        other.severity(),
        dropped,
        added,
        both.contains(Action.REPLY) && !reply(one).equals(reply(other)));
  }

  /** Whether there is any difference in what is done. */
  public boolean isChange() {
    return !dropped.isEmpty() || !added.isEmpty() || replies;
  }

  private static Set<Action> actions(Decision decision) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    decision.steps().forEach(step -> actions.add(step.action()));
    return actions;
  }

  private static Optional<String> reply(Decision decision) {
    return decision.step(Action.REPLY).flatMap(Decision.Step::text);
  }

  private static Set<Action> inOrder(Set<Action> actions) {
    Set<Action> inOrder = EnumSet.noneOf(Action.class);
    inOrder.addAll(actions);
    return Collections.unmodifiableSet(inOrder);
  }
}
