package dev.menshen.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OpenAiCategoryTest {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 2_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VIOLENT | illicit, illicit/violent, violence, violence/graphic",
        "NON_VIOLENT_ILLEGAL_ACTS | illicit",
        "SEXUAL | sexual, sexual/minors",
        "SUICIDE_AND_SELF_HARM | self-harm, self-harm/intent, self-harm/instructions",
        "UNETHICAL_ACTS | harassment, hate"
      })
  void isRaisedByTheGuardsCategory(Category category, String raised) {
    assertThat(raised(assessment(List.of(category), Map.of(category, 0.8))))
        .containsExactly(raised.split(", "));
  }

  @ParameterizedTest
  @EnumSource(names = {"PII", "POLITICALLY_SENSITIVE_TOPICS", "COPYRIGHT_VIOLATION", "JAILBREAK"})
  void isRaisedByNoneOfTheCategoriesThatOpenAiLacks(Category category) {
    assertThat(raised(assessment(List.of(category), Map.of(category, 0.8)))).isEmpty();
  }

  @Test
  void isThreateningWhenUnethicalAndViolentTogether() {
    Assessment assessment =
        assessment(
            List.of(Category.UNETHICAL_ACTS, Category.VIOLENT),
            Map.of(Category.UNETHICAL_ACTS, 0.9, Category.VIOLENT, 0.7));

    assertThat(raised(assessment)).contains("harassment/threatening", "hate/threatening");
    assertThat(OpenAiCategory.HATE_THREATENING.score(assessment)).isEqualTo(0.7);
    assertThat(OpenAiCategory.HATE.score(assessment)).isEqualTo(0.9);
  }

  @Test
  void takesTheLikeliestOfTheCategoriesThatRaiseIt() {
    Assessment assessment =
        assessment(
            List.of(Category.VIOLENT),
            Map.of(Category.VIOLENT, 0.6, Category.NON_VIOLENT_ILLEGAL_ACTS, 0.2));

    assertThat(OpenAiCategory.ILLICIT.score(assessment)).isEqualTo(0.6);
  }

  @Test
  void keepsTheScoreOfARaisedCategoryAtOneHalfOrMore() {
    Assessment assessment = assessment(List.of(Category.SEXUAL), Map.of(Category.SEXUAL, 0.3));

    assertThat(OpenAiCategory.SEXUAL.score(assessment)).isEqualTo(0.5);
    assertThat(OpenAiCategory.SEXUAL_MINORS.score(assessment)).isEqualTo(0.5);
  }

  @Test
  void keepsTheScoreOfACategoryThatIsNotRaisedBelowOneHalf() {
    Assessment assessment = assessment(List.of(), Map.of(Category.SEXUAL, 0.8));

    assertThat(OpenAiCategory.SEXUAL.score(assessment)).isLessThan(0.5).isGreaterThan(0.49);
  }

  @Test
  void scoresZeroWhatTheGuardCannotTell() {
    assertThat(OpenAiCategory.HATE.score(assessment(List.of(), Map.of()))).isZero();
  }

  @Test
  void saysTheSameInScoresAndBooleansWhateverTheGuardSays() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      Map<Category, Double> probabilities = new EnumMap<>(Category.class);
      for (Category category : Category.values()) {
        probabilities.put(category, random.nextDouble());
      }
      Assessment assessment =
          assessment(
              Arrays.stream(Category.values()).filter(category -> random.nextBoolean()).toList(),
              probabilities);
      for (OpenAiCategory category : OpenAiCategory.values()) {
        assertThat(category.score(assessment)).isBetween(0.0, 1.0);
        assertThat(category.score(assessment) >= OpenAiCategory.THRESHOLD)
            .isEqualTo(category.raisedBy(assessment));
      }
    }
  }

  private static List<String> raised(Assessment assessment) {
    return Arrays.stream(OpenAiCategory.values())
        .filter(category -> category.raisedBy(assessment))
        .map(OpenAiCategory::label)
        .toList();
  }

  private static Assessment assessment(
      List<Category> categories, Map<Category, Double> probabilities) {
    return new Assessment(
        Severity.UNSAFE,
        new SeverityProbabilities(0, 0, 1),
        categories,
        probabilities,
        Optional.empty(),
        1,
        1);
  }
}
