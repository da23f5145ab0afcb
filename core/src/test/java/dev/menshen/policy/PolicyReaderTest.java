package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.ban.BanTerms;
import dev.menshen.policy.PolicyProblem.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final String RULES =
      """
      rules:
        - name: all
          when: true
          then: [pass]
      """;

  @Test
  void readsAllThatAPolicyCanSay() {
    Policy policy =
        PolicyReader.read(
            """
            name: forum
            description: For the forum.
            judge: {turns: 4}
            thresholds:
              unsafe: 0.6
              controversial: 0.4
              categories: {Violent: 0.3, "Suicide & Self-Harm": 0.2}
              languages:
                zh: {unsafe: 0.7}
              hysteresis: 0.1
            thread-memory: 2h
            match: all
            rules:
              - name: rude
                when: |
                  severity == CONTROVERSIAL
                    && 'Unethical Acts' in categories
                then:
                  - block
                  - reply: Please be kind.
            bans: {window: 30d, after: 3, durations: [1h, 2d]}
            not-scanned: {default: review, timeout: pass-and-flag, error: block}
            """,
            Scope.tenant("acme"),
            7);

    assertThat(policy.reference()).isEqualTo(new PolicyReference("forum", Scope.tenant("acme"), 7));
    assertThat(policy.description()).isEqualTo("For the forum.");
    assertThat(policy.judgedTurns()).isEqualTo(new JudgedTurns(4));
    assertThat(policy.threadMemory()).isEqualTo(Duration.ofHours(2));
    assertThat(policy.banTerms())
        .isEqualTo(
            new BanTerms(Duration.ofDays(30), 3, List.of(Duration.ofHours(1), Duration.ofDays(2))));
    assertThat(policy.rules()).containsExactly("rude");
    assertThat(policy.needsLanguage()).isTrue();
    assertThat(policy.needsCategoryProbabilities()).isTrue();
    assertThat(policy.needsPrevious()).isTrue();
    assertThat(policy.decide(MadeUpEvidence.notScanned(Reason.OVERLOADED)).steps())
        .containsExactly(new Decision.Step(Action.REVIEW, "not-scanned.overloaded"));
    assertThat(policy.decide(MadeUpEvidence.notScanned(Reason.TIMEOUT)).steps())
        .containsExactly(
            new Decision.Step(Action.PASS, "not-scanned.timeout"),
            new Decision.Step(Action.FLAG, "not-scanned.timeout"));
    assertThat(policy.decide(MadeUpEvidence.notScanned(Reason.GUARD_FAILED)).steps())
        .containsExactly(new Decision.Step(Action.BLOCK, "not-scanned.guard_failed"));
  }

  @Test
  void whatIsNotWrittenIsAsDocumented() {
    Policy policy = PolicyReader.read("name: short\n" + RULES, Scope.GLOBAL, 1);

    assertThat(policy.judgedTurns()).isEqualTo(JudgedTurns.LAST);
    assertThat(policy.threadMemory()).isEqualTo(Duration.ofHours(24));
    assertThat(policy.banTerms()).isEqualTo(BanTerms.DEFAULT);
    assertThat(policy.description()).isEmpty();
    assertThat(policy.needsLanguage()).isFalse();
    assertThat(policy.needsCategoryProbabilities()).isFalse();
    assertThat(policy.needsPrevious()).isFalse();
  }

  @Test
  void aPolicyMayJudgeTheWholeConversation() {
    assertThat(PolicyReader.read("name: all\njudge: all\n" + RULES, Scope.GLOBAL, 1).judgedTurns())
        .isEqualTo(JudgedTurns.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "subject-banned"})
  void nobodyCanChooseWhatBecomesOfBannedAndCancelledTexts(String reason) {
    assertThat(problems("name: x\n" + RULES + "not-scanned:\n  " + reason + ": pass-and-flag\n"))
        .extracting(PolicyProblem::kind)
        .containsExactly(Kind.UNKNOWN_KEY);
  }

  @Test
  void bannedAndCancelledTextsAreBlockedWhateverTheDefault() {
    Policy policy =
        PolicyReader.read(
            "name: x\n" + RULES + "not-scanned: {default: pass-and-flag}", Scope.GLOBAL, 1);

    for (Reason reason : List.of(Reason.CANCELLED, Reason.SUBJECT_BANNED)) {
      assertThat(policy.decide(MadeUpEvidence.notScanned(reason)).outcome())
          .isEqualTo(Decision.Outcome.BLOCK);
    }
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheLines() {
    List<PolicyProblem> problems =
        problems(
            """
            name: Not A Name
            mach: first
            thresholds:
              unsafe: 1.5
              categories: {Violence: 0.5}
              languages: {xx: {unsafe: 0.5}}
            rules:
              - name: one
                when: sevrity >= UNSAFE
                then: [blok]
              - name: one
                when: severity
                then: [pass, block]
            """);

    assertThat(problems)
        .extracting(PolicyProblem::line, PolicyProblem::column, PolicyProblem::kind)
        .containsExactly(
            tuple(1, 7, Kind.NO_NAME),
            tuple(2, 1, Kind.MISSPELT_KEY),
            tuple(4, 11, Kind.NO_NUMBER),
            tuple(5, 16, Kind.MISSPELT_KEY),
            tuple(6, 15, Kind.NO_LANGUAGE),
            tuple(9, 11, Kind.CONDITION_MISSPELT),
            tuple(10, 12, Kind.MISSPELT_WORD),
            tuple(11, 11, Kind.REPEATED_RULE),
            tuple(12, 11, Kind.CONDITION_TYPE),
            tuple(13, 12, Kind.PASS_AND_BLOCK));
  }

  @Test
  void aProblemSaysWhatIsWrongAndWhatIsMeantInBothLanguages() {
    PolicyProblem problem = problems("name: x\nmach: all\n" + RULES).getFirst();

    assertThat(problem).hasToString("2:1: unknown key \"mach\"; did you mean \"match\"?");
    assertThat(problem.message(Locale.CHINESE)).isEqualTo("未知的键“mach”；是否想写“match”？");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                 | EMPTY
          '# nothing'                        | EMPTY
          '- a'                              | NO_MAPPING
          'name: [x'                         | SYNTAX
          'a: &b {c: 1}\nd: *b'              | ALIAS
          'name: x\n---\nname: y'            | DOCUMENTS
          'name: "\u0001"'                   | SYNTAX
          """)
  void whatIsNoPolicyAtAllIsToldWithItsPlace(String yaml, Kind kind) {
    assertThat(problems(yaml.translateEscapes()).getFirst().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: y                             | REPEATED_KEY
          judge: both                         | UNKNOWN_WORD
          judge: {turns: 1}                   | NO_NUMBER
          judge: {}                           | MISSING_KEY
          match: al                           | MISSPELT_WORD
          thread-memory: 1 hour               | NO_DURATION
          thread-memory: 0s                   | NO_DURATION
          bans: {after: 0}                    | NO_NUMBER
          bans: {after: 1.5}                  | NO_NUMBER
          bans: {durations: []}               | LIST_LENGTH
          bans: {durations: 1h}               | NO_LIST
          thresholds: 0.5                     | NO_MAPPING
          thresholds: {unsafe: high}          | NO_NUMBER
          thresholds: {unsafe: .nan}          | NO_NUMBER
          thresholds: {unsafe: 0.9, hysteresis: 0.2} | HYSTERESIS_RANGE
          not-scanned: {guard-failed: block}  | UNKNOWN_KEY
          not-scanned: {backend_down: block}  | MISSPELT_KEY
          not-scanned: {timeout: pass}        | UNKNOWN_WORD
          """)
  void eachSettingIsChecked(String line, Kind kind) {
    assertThat(problems("name: x\n" + RULES + line))
        .extracting(PolicyProblem::line, PolicyProblem::kind)
        .containsExactly(tuple(6, kind));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {when: true, then: [pass]}                                   | MISSING_KEY
          {name: a, then: [pass]}                                      | MISSING_KEY
          {name: a, when: true}                                        | MISSING_KEY
          {name: no-rule, when: true, then: [pass]}                    | REPEATED_RULE
          {name: a.b, when: true, then: [pass]}                        | NO_NAME
          {name: a, when: true, then: pass}                            | NO_LIST
          {name: a, when: true, then: []}                              | LIST_LENGTH
          {name: a, when: true, then: [flag]}                          | UNKNOWN_WORD
          {name: a, when: true, then: [log, log]}                      | REPEATED_ACTION
          {name: a, when: true, then: [reply]}                         | NO_TEXT
          {name: a, when: true, then: [{reply: ''}]}                   | NO_TEXT
          {name: a, when: true, then: [{say: hello}]}                  | UNKNOWN_KEY
          {name: a, when: severity > "Safe", then: [pass]}             | CONDITION
          {name: a, when: 1 +, then: [pass]}                           | CONDITION
          {name: a, when: text == "a", then: [pass]}                   | CONDITION_NAME
          {name: a, when: dyn(true), then: [pass]}                     | CONDITION_TYPE
          {name: a, when: 'hits.exists(h, h.text == "a")', then: [pass]} | CONDITION
          {name: a, when: direction == "promt", then: [pass]}          | CONDITION_VALUE
          {name: a, when: '"Violence" in categories', then: [pass]}    | CONDITION_VALUE
          {name: a, when: 'language in ["zh", "english"]', then: [pass]} | CONDITION_VALUE
          {name: a, when: 'category_probabilities["Porn"] > 0.5', then: [pass]} | CONDITION_VALUE
          """)
  void eachRuleIsChecked(String rule, Kind kind) {
    assertThat(problems("name: x\nrules:\n  - " + rule))
        .extracting(PolicyProblem::line, PolicyProblem::kind)
        .contains(tuple(3, kind));
  }

  @Test
  void aFaultInAConditionOfManyLinesIsFoundInItsOwnLine() {
    for (String style : List.of("|", ">", "|-", ">-")) {
      PolicyProblem problem =
          problems(
                  """
                  name: x
                  rules:
                    - name: a
                      when: STYLE
                        severity == UNSAFE

                        && direction == "prompt"
                        && sevrity > 1
                      then: [pass]
                  """
                      .replace("STYLE", style))
              .getFirst();

      assertThat(problem.line()).as(style).isEqualTo(8);
      assertThat(problem.column()).as(style).isEqualTo(10);
    }
  }

  @Test
  void aConditionThatBeginsWithAQuoteGetsAHintOfItsOwn() {
    assertThat(
            problems(
                """
                name: x
                rules:
                  - name: a
                    when: 'Violent' in categories
                    then: [pass]
                """))
        .extracting(PolicyProblem::line, PolicyProblem::kind)
        .containsExactly(tuple(4, Kind.QUOTED_CONDITION));
  }

  @Test
  void aPolicyThatNestsWithoutEndIsRefusedAndDoesNotExhaustTheStack() {
    assertThat(problems("name: " + "[".repeat(100_000)).getFirst().kind()).isEqualTo(Kind.TOO_DEEP);
  }

  @Test
  void aPolicyThatIsTooLongIsRefused() {
    assertThat(problems("name: x #" + "x".repeat(300_000)).getFirst().kind())
        .isEqualTo(Kind.TOO_LONG);
  }

  @Test
  void aConditionThatIsTooLongOrTooDeepIsRefused() {
    assertThat(problems(withCondition("severity == 1 || ".repeat(500) + "true")))
        .extracting(PolicyProblem::kind)
        .containsExactly(Kind.NO_TEXT);
    assertThat(problems(withCondition("(".repeat(500) + "true" + ")".repeat(500))))
        .extracting(PolicyProblem::kind)
        .containsExactly(Kind.CONDITION);
  }

  @Test
  void namesThatHardlyResembleAnotherAreNotTakenForIt() {
    assertThat(NearestWord.of("colour", List.of("severity", "language"))).isEmpty();
    assertThat(NearestWord.of("Sevrity", List.of("severity", "language"))).contains("severity");
  }

  @Test
  void severitiesInConditionsAreNumbersThatCompare() {
    assertThat(RuleEnvironment.number(Severity.UNSAFE))
        .isGreaterThan(RuleEnvironment.number(Severity.CONTROVERSIAL));
  }

  private static String withCondition(String condition) {
    return "name: x\nrules:\n  - {name: a, when: \"" + condition + "\", then: [pass]}";
  }

  private static List<PolicyProblem> problems(String yaml) {
    return catchThrowableOfType(
            InvalidPolicyException.class, () -> PolicyReader.read(yaml, Scope.GLOBAL, 1))
        .problems();
  }
}
