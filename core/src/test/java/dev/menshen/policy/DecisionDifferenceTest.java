package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.policy.Decision.Outcome;
import dev.menshen.policy.Decision.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionDifferenceTest {
  @Test
  void saysWhatOnlyOneOfTwoDecisionsDoes() {
    DecisionDifference difference =
        DecisionDifference.between(
            decision(new Step(Action.LOG, "a"), new Step(Action.REVIEW, "a")),
            decision(new Step(Action.BLOCK, "b"), new Step(Action.LOG, "c")));

    assertThat(difference.isChange()).isTrue();
    assertThat(difference.before()).isEqualTo(Outcome.REVIEW);
    assertThat(difference.after()).isEqualTo(Outcome.BLOCK);
    assertThat(difference.dropped()).containsExactly(Action.REVIEW);
    assertThat(difference.added()).containsExactly(Action.BLOCK);
  }

  @Test
  void otherNamesOfRulesAndAnotherOrderAreNoChange() {
    assertThat(
            DecisionDifference.between(
                    decision(new Step(Action.LOG, "a"), new Step(Action.REVIEW, "a")),
                    decision(new Step(Action.REVIEW, "b"), new Step(Action.LOG, "c")))
                .isChange())
        .isFalse();
  }

  @Test
  void anotherReplyIsAChange() {
    assertThat(
            DecisionDifference.between(
                    decision(new Step(Action.REPLY, "a", Optional.of("one"))),
                    decision(new Step(Action.REPLY, "a", Optional.of("other"))))
                .isChange())
        .isTrue();
  }

  private static Decision decision(Step... steps) {
    return new Decision(
        new PolicyReference("test", Scope.GLOBAL, 1),
        Optional.of(Severity.SAFE),
        List.of(),
        List.of(steps));
  }
}
