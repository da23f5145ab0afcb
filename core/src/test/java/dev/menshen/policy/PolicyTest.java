package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String RULES =
      """
      rules:
        - {name: safe, when: severity == SAFE, then: [pass]}
        - {name: rest, when: true, then: [block]}
      """;

  @Test
  void theGuardsVerdictHoldsWhereThePolicyHasNoThresholds() {
    Policy policy = policy(RULES);

    assertThat(
            policy
                .decide(
                    MadeUpEvidence.of(Severity.CONTROVERSIAL).probabilities(0.1, 0.9).evidence())
                .severity())
        .contains(Severity.CONTROVERSIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "0.00, 0.59, CONTROVERSIAL",
    "0.00, 0.60, UNSAFE",
    "0.20, 0.10, CONTROVERSIAL",
    "0.30, 0.00, CONTROVERSIAL",
    "0.19, 0.10, SAFE",
  })
  void theSeverityIsTheWorstWhoseThresholdIsReached(
      double controversial, double unsafe, Severity severity) {
    Policy policy = policy("thresholds: {unsafe: 0.6, controversial: 0.3}\n" + RULES);

    assertThat(
            policy
                .decide(
                    MadeUpEvidence.of(Severity.SAFE)
                        .probabilities(controversial, unsafe)
                        .evidence())
                .severity())
        .contains(severity);
  }

  @Test
  void aLanguageHasThresholdsOfItsOwnAndInheritsTheOthers() {
    Policy policy =
        policy(
            """
            thresholds:
              unsafe: 0.6
              controversial: 0.3
              languages:
                zh: {unsafe: 0.8}
            """
                + RULES);
    MadeUpEvidence evidence = MadeUpEvidence.of(Severity.UNSAFE).probabilities(0.1, 0.7);

    assertThat(policy.decide(evidence.language(Optional.of("zh")).evidence()).severity())
        .contains(Severity.CONTROVERSIAL);
    assertThat(policy.decide(evidence.language(Optional.of("en")).evidence()).severity())
        .contains(Severity.UNSAFE);
    assertThat(policy.decide(evidence.language(Optional.empty()).evidence()).severity())
        .contains(Severity.UNSAFE);
  }

  @Test
  void aCategoryCountsAtItsThresholdWhetherTheGuardNamesItOrNot() {
    Policy policy = policy("thresholds: {categories: {Violent: 0.4, PII: 0.9}}\n" + RULES);

    Decision decision =
        policy.decide(
            MadeUpEvidence.of(Severity.UNSAFE)
                .naming(Category.PII, Category.JAILBREAK)
                .category(Category.PII, 0.7)
                .category(Category.JAILBREAK, 0.6)
                .category(Category.VIOLENT, 0.4)
                .evidence());

    assertThat(decision.categories()).containsExactly(Category.JAILBREAK, Category.VIOLENT);
  }

  @Test
  void aSafeTextWithACategoryIsControversial() {
    assertThat(
            policy(RULES)
                .decide(MadeUpEvidence.of(Severity.SAFE).naming(Category.PII).evidence())
                .severity())
        .contains(Severity.CONTROVERSIAL);
    assertThat(
            policy("thresholds: {categories: {PII: 0.3}}\n" + RULES)
                .decide(MadeUpEvidence.of(Severity.SAFE).category(Category.PII, 0.3).evidence())
                .severity())
        .contains(Severity.CONTROVERSIAL);
  }

  @Test
  void categoriesThatTheGuardNamedDoNotCountWhereThePolicyFindsTheTextSafe() {
    Decision decision =
        policy("thresholds: {unsafe: 0.9, controversial: 0.9}\n" + RULES)
            .decide(
                MadeUpEvidence.of(Severity.UNSAFE)
                    .probabilities(0.2, 0.6)
                    .naming(Category.VIOLENT)
                    .category(Category.VIOLENT, 0.8)
                    .evidence());

    assertThat(decision.severity()).contains(Severity.SAFE);
    assertThat(decision.categories()).isEmpty();
  }

  @Test
  void aDenyHitRaisesTheSeverityAndAddsItsCategory() {
    Decision decision =
        policy(RULES)
            .decide(
                MadeUpEvidence.of(Severity.CONTROVERSIAL)
                    .naming(Category.VIOLENT)
                    .hits(MadeUpEvidence.deny("1", Severity.UNSAFE, Category.PII))
                    .evidence());

    assertThat(decision.severity()).contains(Severity.UNSAFE);
    assertThat(decision.categories()).containsExactly(Category.PII, Category.VIOLENT);
  }

  @Test
  void aDenyHitDoesNotMakeAVerdictMilder() {
    assertThat(
            policy(RULES)
                .decide(
                    MadeUpEvidence.of(Severity.UNSAFE)
                        .hits(MadeUpEvidence.deny("1", Severity.CONTROVERSIAL, Category.PII))
                        .evidence())
                .severity())
        .contains(Severity.UNSAFE);
  }

  @Test
  void anAllowHitChangesNothing() {
    MadeUpEvidence evidence = MadeUpEvidence.of(Severity.UNSAFE).naming(Category.JAILBREAK);
    Decision without = policy(RULES).decide(evidence.evidence());

    assertThat(policy(RULES).decide(evidence.hits(MadeUpEvidence.allow("1")).evidence()))
        .isEqualTo(without);
  }

  @Test
  void aDriftingProbabilityDoesNotMakeTheVerdictFlicker() {
    double[] drift = {0.45, 0.52, 0.48, 0.55, 0.49, 0.61, 0.55, 0.45, 0.52, 0.41, 0.38, 0.45, 0.55};

    assertThat(severities("thresholds: {unsafe: 0.5, controversial: 0.5}\n", drift))
        .containsExactly(
            "SAFE UNSAFE SAFE UNSAFE SAFE UNSAFE UNSAFE SAFE UNSAFE SAFE SAFE SAFE UNSAFE"
                .split(" "));
    assertThat(severities("thresholds: {hysteresis: 0.1}\n", drift))
        .containsExactly(
            "SAFE SAFE SAFE SAFE SAFE UNSAFE UNSAFE UNSAFE UNSAFE UNSAFE SAFE SAFE SAFE"
                .split(" "));
  }

  @Test
  void ofAllRulesThatHoldTheFirstActs() {
    Decision decision =
        policy(
                """
                rules:
                  - {name: never, when: severity > UNSAFE, then: [block]}
                  - {name: first, when: severity == SAFE, then: [pass, log]}
                  - {name: second, when: severity == SAFE, then: [block]}
                """)
            .decide(MadeUpEvidence.of(Severity.SAFE).evidence());

    assertThat(decision.steps())
        .containsExactly(
            new Decision.Step(Action.PASS, "first"), new Decision.Step(Action.LOG, "first"));
  }

  @Test
  void allRulesThatHoldActWhereThePolicySaysSoAndABlockTakesThePassAway() {
    Decision decision =
        policy(
                """
                match: all
                rules:
                  - {name: one, when: severity == SAFE, then: [pass, log]}
                  - {name: two, when: length > 10, then: [log, review, {reply: Wait.}]}
                  - {name: three, when: length > 1000, then: [alert]}
                  - {name: four, when: strikes == 0, then: [block]}
                """)
            .decide(MadeUpEvidence.of(Severity.SAFE).evidence());

    assertThat(decision.steps())
        .containsExactly(
            new Decision.Step(Action.LOG, "one"),
            new Decision.Step(Action.REVIEW, "two"),
            new Decision.Step(Action.REPLY, "two", Optional.of("Wait.")),
            new Decision.Step(Action.BLOCK, "four"));
  }

  @Test
  void aTextThatNoRuleHoldsForPassesOnlyWhenItIsSafe() {
    Policy policy = policy("rules:\n  - {name: a, when: language == \"fr\", then: [log]}\n");

    assertThat(policy.decide(MadeUpEvidence.of(Severity.SAFE).evidence()).steps())
        .containsExactly(new Decision.Step(Action.PASS, "no-rule"));
    assertThat(policy.decide(MadeUpEvidence.of(Severity.CONTROVERSIAL).evidence()).steps())
        .containsExactly(new Decision.Step(Action.BLOCK, "no-rule"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 / strikes == 1",
        "category_probabilities[tenant] > 0.5",
        "hits[3].severity == UNSAFE",
        "[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, [0,1,2,3,4,5,6,7,8,9].all(c,"
            + " [0,1,2,3,4,5,6,7,8,9].all(d, [0,1,2,3,4,5,6,7,8,9].all(e, true)))))",
        "int(tenant) == 1",
        "time.getHours('Nowhere/Land') == 1",
      })
  void aConditionThatCannotBeEvaluatedBlocksUnderItsNameAndDoesNotThrow(String condition) {
    Policy policy =
        policy(
            "rules:\n  - name: broken\n    when: >-\n      " + condition + "\n    then: [pass]\n");

    assertThat(policy.decide(MadeUpEvidence.of(Severity.SAFE).evidence()).steps())
        .containsExactly(new Decision.Step(Action.BLOCK, "broken.error"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "severity == UNSAFE && guard_severity == CONTROVERSIAL && previous_severity == SAFE",
        "severity >= CONTROVERSIAL",
        "VIOLENT in categories && 'PII' in categories && !(SEXUAL in categories)",
        "categories == ['PII', 'Violent']",
        "categories[0] == PII && categories.size() == 2",
        "category_probabilities[VIOLENT] > 0.6 && category_probabilities['Jailbreak'] == 0.0",
        "category_probabilities.size() == 9",
        "safe_probability < 0.11 && controversial_probability > 0.6 && unsafe_probability >= 0.2",
        "refusal == ''",
        "direction == 'response' && role == 'assistant'",
        "language == 'zh' && view == 'raw' && views == 1",
        "windows == 1 && omitted_messages == 0 && length == 40 && turns == 1",
        "denied && allowed && hits.size() == 2",
        "hits.exists(h, h.kind == 'deny' && h.category == PII && h.severity == UNSAFE)",
        "hits.exists(h, h.id == 'd1' && h.note == 'a note' && !h.decides)",
        "hits.filter(h, h.category == '').size() == 1",
        "strikes == 2 && tenant == 'acme' && application == 'forum'",
        "time.getHours('Asia/Shanghai') == 4 && time.getHours() == 20",
        "time > timestamp('2026-01-01T00:00:00Z')",
      })
  void conditionsSeeAllThatIsDocumented(String condition) {
    Policy policy =
        policy("rules:\n  - name: holds\n    when: >-\n      " + condition + "\n    then: [log]\n");
    Evidence evidence =
        MadeUpEvidence.of(Severity.CONTROVERSIAL)
            .probabilities(0.7, 0.2)
            .naming(Category.VIOLENT)
            .category(Category.VIOLENT, 0.7)
            .direction(Direction.RESPONSE)
            .language(Optional.of("zh"))
            .hits(
                MadeUpEvidence.deny("d1", Severity.UNSAFE, Category.PII),
                MadeUpEvidence.allow("a1"),
                MadeUpEvidence.deny("d1", Severity.UNSAFE, Category.PII))
            .strikes(2)
            .scope(Scope.application("acme", "forum"))
            .evidence();

    assertThat(policy.decide(evidence).steps())
        .containsExactly(new Decision.Step(Action.LOG, "holds"));
  }

  @ParameterizedTest
  @CsvSource({
    "language == 'zh', true, false, false",
    "category_probabilities[PII] > 0.5, false, true, false",
    "previous_severity == UNSAFE, false, false, true",
    "severity == SAFE, false, false, false",
  })
  void aPolicyAsksForNoMoreThanItsRulesRead(
      String condition, boolean language, boolean probabilities, boolean previous) {
    Policy policy = policy("rules:\n  - {name: a, when: \"" + condition + "\", then: [log]}\n");

    assertThat(policy.needsLanguage()).isEqualTo(language);
    assertThat(policy.needsCategoryProbabilities()).isEqualTo(probabilities);
    assertThat(policy.needsPrevious()).isEqualTo(previous);
  }

  @Test
  void aDenyHitHoldsForATextThatWasNotScanned() {
    Policy policy = policy(RULES + "not-scanned: {default: pass-and-flag}\n");

    assertThat(
            policy
                .decide(
                    MadeUpEvidence.notScanned(
                        Reason.TIMEOUT,
                        MadeUpEvidence.deny("1", Severity.UNSAFE, Category.VIOLENT)))
                .outcome())
        .isEqualTo(Decision.Outcome.BLOCK);
    assertThat(
            policy
                .decide(
                    MadeUpEvidence.notScanned(
                        Reason.TIMEOUT,
                        MadeUpEvidence.deny("1", Severity.CONTROVERSIAL, Category.VIOLENT)))
                .outcome())
        .isEqualTo(Decision.Outcome.REVIEW);
    assertThat(
            policy
                .decide(MadeUpEvidence.notScanned(Reason.TIMEOUT, MadeUpEvidence.allow("1")))
                .outcome())
        .isEqualTo(Decision.Outcome.PASS);
  }

  @Test
  void manyThreadsDecideWithOnePolicyAtOnce() {
    Policy policy = policy(RULES);
    Evidence safe = MadeUpEvidence.of(Severity.SAFE).evidence();
    Evidence unsafe = MadeUpEvidence.of(Severity.UNSAFE).evidence();

    assertThat(
            IntStream.range(0, 10_000)
                .parallel()
                .filter(i -> policy.decide(i % 2 == 0 ? safe : unsafe).does(Action.PASS))
                .count())
        .isEqualTo(5_000);
  }

  private static List<String> severities(String thresholds, double... drift) {
    Policy policy = policy(thresholds + RULES);
    Optional<Severity> previous = Optional.empty();
    List<String> severities = new ArrayList<>();
    for (double unsafe : drift) {
      MadeUpEvidence evidence = MadeUpEvidence.of(Severity.SAFE).probabilities(0, unsafe);
      previous.ifPresent(evidence::after);
      previous = policy.decide(evidence.evidence()).severity();
      severities.add(previous.orElseThrow().name());
    }
    return severities;
  }

  private static Policy policy(String yaml) {
    return PolicyReader.read("name: test\n" + yaml, Scope.GLOBAL, 1);
  }
}
