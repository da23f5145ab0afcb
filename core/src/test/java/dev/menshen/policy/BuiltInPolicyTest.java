package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInPolicyTest {
  private final Policy standard = Policy.standard();

  @Test
  void theDefaultLetsSafeTextsThrough() {
    assertThat(standard.decide(MadeUpEvidence.of(Severity.SAFE).evidence()).steps())
        .containsExactly(new Decision.Step(Action.PASS, "safe"));
  }

  @Test
  void theDefaultWatermarksLogsAndReviewsControversialTexts() {
    assertThat(standard.decide(MadeUpEvidence.of(Severity.CONTROVERSIAL).evidence()).steps())
        .containsExactly(
            new Decision.Step(Action.WATERMARK, "controversial"),
            new Decision.Step(Action.LOG, "controversial"),
            new Decision.Step(Action.REVIEW, "controversial"));
  }

  @Test
  void theDefaultBlocksUnsafeTextsTellsSomebodyAndBansTheSender() {
    assertThat(standard.decide(MadeUpEvidence.of(Severity.UNSAFE).evidence()).steps())
        .containsExactly(
            new Decision.Step(Action.BLOCK, "unsafe"),
            new Decision.Step(Action.ALERT, "unsafe"),
            new Decision.Step(Action.BAN, "unsafe"));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void theDefaultBlocksWhatWasNotScannedWhateverTheReason(Reason reason) {
    Decision decision = standard.decide(MadeUpEvidence.notScanned(reason));

    assertThat(decision.steps())
        .containsExactly(new Decision.Step(Action.BLOCK, "not-scanned." + reason.label()));
    assertThat(decision.severity()).isEmpty();
  }

  @Test
  void aControversialTextPassesTheLoosePolicyAndNotTheStrictOne() {
    Evidence evidence = MadeUpEvidence.of(Severity.CONTROVERSIAL).evidence();

    assertThat(BuiltInPolicy.STRICT.policy().decide(evidence).outcome())
        .isEqualTo(Decision.Outcome.BLOCK);
    assertThat(BuiltInPolicy.LOOSE.policy().decide(evidence).outcome())
        .isEqualTo(Decision.Outcome.PASS);
  }

  @ParameterizedTest
  @EnumSource(BuiltInPolicy.class)
  void eachIsNamedAsItsResource(BuiltInPolicy builtIn) {
    assertThat(builtIn.policy().reference().name()).isEqualTo(builtIn.label());
    assertThat(builtIn.policy().reference().version()).isZero();
  }

  @ParameterizedTest
  @EnumSource(BuiltInPolicy.class)
  void noneAsksForWhatCostsTimeToFindOut(BuiltInPolicy builtIn) {
    assertThat(builtIn.policy().needsLanguage()).isFalse();
    assertThat(builtIn.policy().needsCategoryProbabilities()).isFalse();
    assertThat(builtIn.policy().needsPrevious()).isFalse();
  }
}
