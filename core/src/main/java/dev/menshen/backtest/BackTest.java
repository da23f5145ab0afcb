package dev.menshen.backtest;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.Policy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides anew about moderations of the past, without their texts and without a guard, and compares
 * with what was decided then.
 *
 * @param history where they are kept
 * @param scope whose moderations
 * @param from from then on
 * @param to until before then
 */
public record BackTest(History history, Scope scope, Instant from, Instant to) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException when it ends before it begins
   */
  public BackTest {
    requireNonNull(history, "history is null");
    requireNonNull(scope, "scope is null");
    if (!requireNonNull(from, "from is null").isBefore(requireNonNull(to, "to is null"))) {
      throw new IllegalArgumentException(
          "the range from %s to %s is empty; let it end after it begins".formatted(from, to));
    }
  }

  /** What a candidate would have decided. */
  public BackTestReport of(Policy candidate) {
    return run(
        past -> Optional.of(candidate.decide(past.evidence())),
        evidence -> isLacking(candidate, evidence));
  }

  /** What the candidates that ran beside the active policies decided, as it was recorded. */
  public BackTestReport ofShadow() {
    return run(PastModeration::candidate, evidence -> false);
  }

  private BackTestReport run(
      Function<PastModeration, Optional<Decision>> decisions,
      Function<Evidence, Boolean> isLacking) {
    Tally tally = new Tally();
    history.each(
        scope,
        from,
        to,
        past ->
            decisions
                .apply(past)
                .ifPresent(
                    decision -> tally.add(past, decision, isLacking.apply(past.evidence()))));
    return tally.report(scope, from, to);
  }

  /** Whether the candidate asks for what was not found out then, since no policy asked for it. */
  private static boolean isLacking(Policy candidate, Evidence evidence) {
    return evidence
        .finding()
        .filter(
            finding ->
                (candidate.needsCategoryProbabilities()
                        && finding.assessment().categoryProbabilities().isEmpty())
                    || (candidate.needsLanguage() && evidence.language().isEmpty()))
        .isPresent();
  }
}
