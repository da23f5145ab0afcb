package dev.menshen.backtest;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.backtest.BackTestReport.ActionChange;
import dev.menshen.backtest.BackTestReport.OutcomeCount;
import dev.menshen.backtest.BackTestReport.RuleCount;
import dev.menshen.backtest.BackTestReport.SeverityCount;
import dev.menshen.history.PastModeration;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Decision.Outcome;
import dev.menshen.policy.DecisionDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts decisions of then and now, in memory that does not grow with their number. */
final class Tally {
  private final Map<OutcomePair, Long> outcomes = new HashMap<>();
  private final Map<SeverityPair, Long> severities = new HashMap<>();
  private final Map<ActionPair, Examples> changes = new HashMap<>();
  private final Map<String, Long> rulesBefore = new TreeMap<>();
  private final Map<String, Long> rulesAfter = new TreeMap<>();
  private long moderations;
  private long notScanned;
  private long changed;
  private long lacking;

  void add(PastModeration past, Decision decision, boolean isLacking) {
    Decision before = past.decision();
    DecisionDifference difference = DecisionDifference.between(before, decision);
    moderations++;
    notScanned += past.evidence().finding().isEmpty() ? 1 : 0;
    lacking += isLacking ? 1 : 0;
    outcomes.merge(new OutcomePair(difference.before(), difference.after()), 1L, Long::sum);
    severities.merge(new SeverityPair(before.severity(), decision.severity()), 1L, Long::sum);
    count(before, rulesBefore);
    count(decision, rulesAfter);
    if (difference.isChange()) {
      changed++;
      changes
          .computeIfAbsent(
              new ActionPair(actions(before), actions(decision)), pair -> new Examples())
          .add(past.id());
    }
  }

  BackTestReport report(Scope scope, Instant from, Instant to) {
    return new BackTestReport(
        scope,
        from,
        to,
        moderations,
        notScanned,
        changed,
        lacking,
        outcomes.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<OutcomePair, Long> it) -> it.getKey().before())
                    .thenComparing(it -> it.getKey().after()))
            .map(it -> new OutcomeCount(it.getKey().before(), it.getKey().after(), it.getValue()))
            .toList(),
        severities.entrySet().stream()
            .sorted(
                Comparator.comparingInt(
                        (Map.Entry<SeverityPair, Long> it) -> rank(it.getKey().before()))
                    .thenComparingInt(it -> rank(it.getKey().after())))
            .map(it -> new SeverityCount(it.getKey().before(), it.getKey().after(), it.getValue()))
            .toList(),
        changes.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<ActionPair, Examples> it) -> it.getValue().count)
                    .reversed()
                    .thenComparing(it -> it.getKey().toString()))
            .map(
                it ->
                    new ActionChange(
                        it.getKey().before(),
                        it.getKey().after(),
                        it.getValue().count,
                        it.getValue().ids))
            .toList(),
        ruleCounts());
  }

  private List<RuleCount> ruleCounts() {
    Set<String> rules = new LinkedHashSet<>(rulesAfter.keySet());
    rules.addAll(rulesBefore.keySet());
    return rules.stream()
        .map(
            rule ->
                new RuleCount(
                    rule, rulesBefore.getOrDefault(rule, 0L), rulesAfter.getOrDefault(rule, 0L)))
        .toList();
  }

  private static void count(Decision decision, Map<String, Long> rules) {
    decision.steps().stream()
        .map(Decision.Step::rule)
        .distinct()
        .forEach(rule -> rules.merge(rule, 1L, Long::sum));
  }

  private static List<Action> actions(Decision decision) {
    Set<Action> actions = EnumSet.noneOf(Action.class);
    decision.steps().forEach(step -> actions.add(step.action()));
    return List.copyOf(actions);
  }

  private static int rank(Optional<Severity> severity) {
    return severity.map(it -> it.compareTo(Severity.SAFE)).orElse(Integer.MAX_VALUE);
  }

  private record OutcomePair(Outcome before, Outcome after) {}

  private record SeverityPair(Optional<Severity> before, Optional<Severity> after) {}

  private record ActionPair(List<Action> before, List<Action> after) {}

  /** How many there are, and the ids of the first. */
  private static final class Examples {
    private final List<String> ids = new ArrayList<>();
    private long count;

    void add(String id) {
      count++;
      if (ids.size() < BackTestReport.EXAMPLES) {
        ids.add(id);
      }
    }
  }
}
