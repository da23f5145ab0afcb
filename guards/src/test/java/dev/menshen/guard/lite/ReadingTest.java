package dev.menshen.guard.lite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.guard.lite.ModelDescription.Thresholds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private static final Thresholds THRESHOLDS = new Thresholds(0.5, 0.5, 0.4, 0.3);

  @Test
  void theWorstWindowDecidesTheSeverity() {
    Reading reading =
        Reading.of(
            List.of(
                window(0.9, 0.05, 0.05, Map.of()),
                window(0.1, 0.2, 0.7, Map.of()),
                window(0.6, 0.3, 0.1, Map.of())),
            THRESHOLDS,
            Direction.PROMPT);

    assertThat(reading.severity()).isEqualTo(Severity.UNSAFE);
    assertThat(reading.probabilities()).isEqualTo(new SeverityProbabilities(0.1, 0.2, 0.7));
    assertThat(reading.windows()).isEqualTo(3);
    assertThat(reading.tokens()).isEqualTo(30);
  }

  @Test
  void theThresholdsSeparateTheSeverities() {
    assertThat(severity(0.51, 0.0, 0.49)).isEqualTo(Severity.SAFE);
    assertThat(severity(0.5, 0.11, 0.39)).isEqualTo(Severity.CONTROVERSIAL);
    assertThat(severity(0.5, 0.1, 0.4)).isEqualTo(Severity.UNSAFE);
  }

  @Test
  void responsesHaveAThresholdOfTheirOwn() {
    List<WindowScores> windows = List.of(window(0.4, 0.6, 0, Map.of()));
    Thresholds thresholds = new Thresholds(0.5, 0.7, 0.5, 0.3);

    assertThat(Reading.of(windows, thresholds, Direction.PROMPT).severity())
        .isEqualTo(Severity.CONTROVERSIAL);
    assertThat(Reading.of(windows, thresholds, Direction.RESPONSE).severity())
        .isEqualTo(Severity.SAFE);
  }

  @Test
  void aCategoryIsAsProbableAsInItsMostProbableWindow() {
    Reading reading =
        Reading.of(
            List.of(
                window(0.1, 0.2, 0.7, Map.of(Category.VIOLENT, 0.9)),
                window(0.9, 0.1, 0.0, Map.of(Category.VIOLENT, 0.1, Category.PII, 0.4))),
            THRESHOLDS,
            Direction.PROMPT);

    Assessment assessment = reading.assessment(Direction.PROMPT);

    assertThat(assessment.categories()).containsExactly(Category.VIOLENT, Category.PII);
    assertThat(assessment.categoryProbabilities()).containsEntry(Category.VIOLENT, 0.9);
  }

  @Test
  void aSafeTextHasNoCategoryAndAnyOtherHasOne() {
    Map<Category, Double> weak = Map.of(Category.UNETHICAL_ACTS, 0.2);

    assertThat(assessment(window(0.9, 0.1, 0, weak), Direction.PROMPT).categories()).isEmpty();
    assertThat(assessment(window(0.1, 0.1, 0.8, weak), Direction.PROMPT).categories())
        .containsExactly(Category.UNETHICAL_ACTS);
  }

  @Test
  void aResponseIsNeverAJailbreak() {
    WindowScores window = window(0.1, 0.1, 0.8, Map.of(Category.JAILBREAK, 0.99));

    assertThat(assessment(window, Direction.PROMPT).categories())
        .containsExactly(Category.JAILBREAK);
    assertThat(assessment(window, Direction.RESPONSE).categoryProbabilities())
        .doesNotContainKey(Category.JAILBREAK)
        .hasSize(8);
  }

  @Test
  void theWorseOfTwoReadingsDecidesInEitherOrder() {
    Reading safe = Reading.of(List.of(window(0.6, 0.4, 0, Map.of())), THRESHOLDS, Direction.PROMPT);
    Reading unsafe =
        Reading.of(
            List.of(window(0.4, 0, 0.6, Map.of())),
            new Thresholds(0.5, 0.5, 0.5, 0.3),
            Direction.PROMPT);

    for (Reading worse : List.of(safe.worse(unsafe), unsafe.worse(safe))) {
      assertThat(worse.severity()).isEqualTo(Severity.UNSAFE);
      assertThat(worse.probabilities()).isEqualTo(unsafe.probabilities());
      assertThat(worse.windows()).isEqualTo(2);
    }
  }

  private static Severity severity(double safe, double controversial, double unsafe) {
    return Reading.of(
            List.of(window(safe, controversial, unsafe, Map.of())), THRESHOLDS, Direction.PROMPT)
        .severity();
  }

  private static Assessment assessment(WindowScores window, Direction direction) {
    return Reading.of(List.of(window), THRESHOLDS, direction).assessment(direction);
  }

  private static WindowScores window(
      double safe, double controversial, double unsafe, Map<Category, Double> some) {
    Map<Category, Double> categories = new EnumMap<>(Category.class);
    for (Category category : Category.values()) {
      categories.put(category, some.getOrDefault(category, 0.01));
    }
    return new WindowScores(new SeverityProbabilities(safe, controversial, unsafe), categories, 10);
  }
}
