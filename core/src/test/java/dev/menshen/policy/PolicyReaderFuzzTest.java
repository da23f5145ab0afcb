package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.Severity;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies as they are after somebody's hand slipped. */
class PolicyReaderFuzzTest {
  private static final String POLICY =
      """
      name: forum
      judge: {turns: 4}
      thresholds:
        unsafe: 0.6
        categories: {Violent: 0.3, "Suicide & Self-Harm": 0.2}
        languages: {zh: {unsafe: 0.7}}
        hysteresis: 0.1
      rules:
        - name: rude
          when: |
            severity == CONTROVERSIAL
              && 'Unethical Acts' in categories
          then: [block, {reply: Please be kind.}]
        - {name: listed, when: "hits.exists(h, h.note == 'minor')", then: [mask, review]}
      bans: {window: 30d, after: 3, durations: [1h, 2d]}
      not-scanned: {default: review, timeout: pass-and-flag}
      """;

  private static final String PIECES =
      " \n\t:-[]{}&*!|>'\"%@`#,?~0.5d\u0000\u0085\ufeff\ud83d规é()=";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whateverIsWrittenIsAPolicyThatDecidesOrProblemsWithinTheFile(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 250; i++) {
      String yaml = damaged(random);
      try {
        Policy policy = PolicyReader.read(yaml, Scope.GLOBAL, 1);
        assertThat(policy.decide(MadeUpEvidence.of(Severity.UNSAFE).evidence()).steps())
            .isNotEmpty();
      } catch (InvalidPolicyException e) {
        long lines = yaml.chars().filter(c -> c == '\n' || c == '\u0085').count() + 1;
        assertThat(e.problems())
            .as(yaml)
            .isNotEmpty()
            .allSatisfy(problem -> assertThat((long) problem.line()).isBetween(1L, lines + 1));
      }
    }
  }

  private static String damaged(SplittableRandom random) {
    StringBuilder yaml = new StringBuilder(POLICY);
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(yaml.length());
      switch (random.nextInt(3)) {
        case 0 -> yaml.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 1 -> yaml.deleteCharAt(at);
        default -> yaml.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
      }
    }
    return yaml.toString();
  }
}
