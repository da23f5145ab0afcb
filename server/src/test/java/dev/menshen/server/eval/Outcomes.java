package dev.menshen.server.eval;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import java.util.Optional;
import java.util.Set;

/** Outcomes for tests. */
final class Outcomes {
  private Outcomes() {}

  static Outcome verdict(Severity truth, Severity verdict, double score) {
    return verdict(truth, Set.of(), verdict, score, Set.of());
  }

  static Outcome verdict(
      Severity truth, Set<Category> labels, Severity verdict, double score, Set<Category> named) {
    return new Outcome(
        truth,
        labels,
        Optional.empty(),
        Direction.PROMPT,
        new Outcome.Judgement.Verdict(verdict, score, named));
  }

  static Outcome notScanned(Severity truth) {
    return new Outcome(
        truth,
        Set.of(),
        Optional.empty(),
        Direction.PROMPT,
        new Outcome.Judgement.None(Reason.TIMEOUT));
  }
}
