package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  @Test
  void ordersTheNamedCategoriesLikeliestFirst() {
    Assessment assessment =
        assessment(
            List.of(Category.VIOLENT, Category.PII, Category.JAILBREAK, Category.SEXUAL),
            Map.of(Category.VIOLENT, 0.3, Category.JAILBREAK, 0.9, Category.SEXUAL, 0.5));

    assertThat(assessment.categories())
        .containsExactly(Category.JAILBREAK, Category.SEXUAL, Category.VIOLENT, Category.PII);
  }

  @Test
  void keepsTheGuardsOrderOfEquallyLikelyCategories() {
    Assessment assessment = assessment(List.of(Category.PII, Category.VIOLENT), Map.of());

    assertThat(assessment.categories()).containsExactly(Category.PII, Category.VIOLENT);
  }

  @Test
  void takesAGuardThatHasNoProbabilitiesOfCategories() {
    assertThat(assessment(List.of(), Map.of()).categoryProbabilities()).isEmpty();
  }

  @Test
  void doesNotChangeWithTheMapThatItWasMadeOf() {
    Map<Category, Double> probabilities = new HashMap<>(Map.of(Category.PII, 0.4));
    Assessment assessment = assessment(List.of(), probabilities);
    probabilities.put(Category.PII, 0.9);

    assertThat(assessment.categoryProbabilities()).containsExactly(Map.entry(Category.PII, 0.4));
    assertThatThrownBy(() -> assessment.categoryProbabilities().put(Category.PII, 1.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> assessment(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> assessment(1, -1));
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

  private static Assessment assessment(int windows, int tokens) {
    return new Assessment(
        Severity.SAFE,
        new SeverityProbabilities(1, 0, 0),
        List.of(),
        Map.of(),
        Optional.empty(),
        windows,
        tokens);
  }
}
