package dev.menshen.backtest;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What another policy would have changed.
 *
 * @param scope whose moderations were looked at
 * @param from from then on
 * @param to until before then
 * @param moderations how many there were
 * @param notScanned how many of them were not scanned
 * @param changed about how many something else is done
 * @param lacking for how many the policy asks for something that was not found out then, the
 *     probabilities of categories or the language, so that it may decide otherwise today
 * @param outcomes how many had which outcome before and after
 * @param severities how many had which severity before and after
 * @param changes what is done instead of what, the most frequent first
 * @param rules how many decisions name which rule
 */
public record BackTestReport(
    Scope scope,
    Instant from,
    Instant to,
    long moderations,
    long notScanned,
    long changed,
    long lacking,
    List<OutcomeCount> outcomes,
    List<SeverityCount> severities,
    List<ActionChange> changes,
    List<RuleCount> rules) {
  /** How many ids of moderations a change names at most. */
  public static final int EXAMPLES = 10;

  /** Copies the lists. */
  public BackTestReport {
    requireNonNull(scope, "scope is null");
    requireNonNull(from, "from is null");
    requireNonNull(to, "to is null");
    outcomes = List.copyOf(outcomes);
    severities = List.copyOf(severities);
    changes = List.copyOf(changes);
    rules = List.copyOf(rules);
  }

  /** How many texts had one outcome before and another, or the same, after. */
  public record OutcomeCount(Outcome before, Outcome after, long count) {}

  /** How many texts had one severity before and another, or the same, after; empty: not scanned. */
  public record SeverityCount(Optional<Severity> before, Optional<Severity> after, long count) {}

  /**
   * What is done instead of what.
   *
   * @param count about how many texts
   * @param examples ids of the first of their moderations
   */
  public record ActionChange(
      List<Action> before, List<Action> after, long count, List<String> examples) {
    /** Copies the lists. */
    public ActionChange {
      before = List.copyOf(before);
      after = List.copyOf(after);
      examples = List.copyOf(examples);
    }
  }

  /** How many decisions name a rule as a cause. */
  public record RuleCount(String rule, long before, long after) {}
}
