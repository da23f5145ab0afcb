package dev.menshen.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.Category;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.backtest.BackTestReport.ActionChange;
import dev.menshen.backtest.BackTestReport.OutcomeCount;
import dev.menshen.backtest.BackTestReport.RuleCount;
import dev.menshen.backtest.BackTestReport.SeverityCount;
import dev.menshen.history.History;
import dev.menshen.history.InMemoryHistory;
import dev.menshen.history.PastModeration;
import dev.menshen.policy.Action;
import dev.menshen.policy.BuiltInPolicy;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Decision.Outcome;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.MadeUpEvidence;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackTestTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

  private final InMemoryHistory history = new InMemoryHistory(1_000);
  private int added;

  @Test
  void countsWhatAnotherPolicyWouldHaveChanged() {
    add(3, MadeUpEvidence.of(Severity.SAFE));
    add(2, MadeUpEvidence.of(Severity.CONTROVERSIAL));
    add(1, MadeUpEvidence.of(Severity.UNSAFE));
    history.add(
        List.of(past(id(100), MadeUpEvidence.notScanned(Reason.TIMEOUT), Optional.empty())));

    BackTestReport report =
        new BackTest(history, Scope.GLOBAL, Instant.EPOCH, MIDNIGHT)
            .of(BuiltInPolicy.STRICT.policy());

    assertThat(report.moderations()).isEqualTo(7);
    assertThat(report.notScanned()).isEqualTo(1);
    assertThat(report.changed()).isEqualTo(2);
    assertThat(report.lacking()).isZero();
    assertThat(report.outcomes())
        .containsExactly(
            new OutcomeCount(Outcome.PASS, Outcome.PASS, 3),
            new OutcomeCount(Outcome.REVIEW, Outcome.BLOCK, 2),
            new OutcomeCount(Outcome.BLOCK, Outcome.BLOCK, 2));
    assertThat(report.severities())
        .contains(
            new SeverityCount(Optional.empty(), Optional.empty(), 1),
            new SeverityCount(Optional.of(Severity.SAFE), Optional.of(Severity.SAFE), 3));
    assertThat(report.changes())
        .containsExactly(
            new ActionChange(
                List.of(Action.WATERMARK, Action.LOG, Action.REVIEW),
                List.of(Action.LOG, Action.REVIEW, Action.BLOCK),
                2,
                List.of(id(4), id(5))));
    assertThat(report.rules())
        .contains(
            new RuleCount("safe", 3, 3),
            new RuleCount("controversial", 2, 2),
            new RuleCount("not-scanned.timeout", 1, 1));
  }

  @Test
  void looksAtTheRangeAndTheScopeAlone() {
    add(1, MadeUpEvidence.of(Severity.UNSAFE).at(NOON.minusSeconds(10)));
    add(1, MadeUpEvidence.of(Severity.SAFE).at(NOON).scope(Scope.application("acme", "forum")));
    add(1, MadeUpEvidence.of(Severity.CONTROVERSIAL).at(NOON.plusSeconds(10)));

    assertThat(
            new BackTest(history, Scope.tenant("acme"), Instant.EPOCH, MIDNIGHT)
                .of(Policy.standard())
                .moderations())
        .isEqualTo(1);
    assertThat(
            new BackTest(history, Scope.GLOBAL, NOON, NOON.plusSeconds(10))
                .of(Policy.standard())
                .severities())
        .containsExactly(
            new SeverityCount(Optional.of(Severity.SAFE), Optional.of(Severity.SAFE), 1));
  }

  @Test
  void saysForHowManyTextsThePolicyAsksForMoreThanWasFoundOut() {
    add(2, MadeUpEvidence.of(Severity.SAFE));
    add(1, MadeUpEvidence.of(Severity.CONTROVERSIAL).category(Category.PII, 0.8));
    Policy candidate =
        PolicyReader.read(
            """
            name: candidate
            thresholds: {categories: {PII: 0.2}}
            rules:
              - {name: all, when: true, then: [pass]}
            """,
            Scope.GLOBAL,
            0);

    assertThat(new BackTest(history, Scope.GLOBAL, Instant.EPOCH, MIDNIGHT).of(candidate).lacking())
        .isEqualTo(2);
  }

  @Test
  void comparesWithTheCandidateThatRanBeside() {
    Evidence evidence = MadeUpEvidence.of(Severity.CONTROVERSIAL).at(NOON).evidence();
    Decision strict = BuiltInPolicy.STRICT.policy().decide(evidence);
    history.add(
        List.of(
            past(id(1), evidence, Optional.of(strict)), past(id(2), evidence, Optional.empty())));

    BackTestReport report =
        new BackTest(history, Scope.GLOBAL, NOON, NOON.plusSeconds(1)).ofShadow();

    assertThat(report.moderations()).isEqualTo(1);
    assertThat(report.outcomes())
        .containsExactly(new OutcomeCount(Outcome.REVIEW, Outcome.BLOCK, 1));
  }

  @Test
  void namesNoMoreThanTenExamplesHoweverManyChangesThereAre() {
    History endless =
        new StreamedHistory(
            consumer -> {
              Evidence evidence = MadeUpEvidence.of(Severity.CONTROVERSIAL).evidence();
              PastModeration past = past(id(1), evidence, Optional.empty());
              IntStream.range(0, 100_000).forEach(i -> consumer.accept(past));
            });

    BackTestReport report =
        new BackTest(endless, Scope.GLOBAL, Instant.EPOCH, NOON).of(BuiltInPolicy.STRICT.policy());

    assertThat(report.changed()).isEqualTo(100_000);
    assertThat(report.changes().getFirst().examples()).hasSize(10);
  }

  @Test
  void anEmptyRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BackTest(history, Scope.GLOBAL, NOON, NOON))
        .withMessageContaining("let it end after it begins");
  }

  private void add(int count, MadeUpEvidence evidence) {
    for (int i = 0; i < count; i++) {
      added++;
      history.add(List.of(past(id(added), evidence.evidence(), Optional.empty())));
    }
  }

  private static String id(int number) {
    return new UUID(number, number).toString();
  }

  private static PastModeration past(String id, Evidence evidence, Optional<Decision> candidate) {
    return new PastModeration(
        id,
        Optional.empty(),
        "guard",
        evidence,
        Policy.standard().decide(evidence),
        candidate,
        Duration.ofMillis(3));
  }
}
