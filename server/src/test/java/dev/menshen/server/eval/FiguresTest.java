package dev.menshen.server.eval;

import static dev.menshen.Category.PII;
import static dev.menshen.Category.VIOLENT;
import static dev.menshen.Severity.CONTROVERSIAL;
import static dev.menshen.Severity.SAFE;
import static dev.menshen.Severity.UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FiguresTest {
  private static final List<Outcome> OUTCOMES =
      List.of(
          Outcomes.verdict(UNSAFE, UNSAFE, 0.95),
          Outcomes.verdict(UNSAFE, CONTROVERSIAL, 0.6),
          Outcomes.verdict(CONTROVERSIAL, SAFE, 0.3),
          Outcomes.verdict(SAFE, CONTROVERSIAL, 0.5),
          Outcomes.verdict(SAFE, SAFE, 0.1),
          Outcomes.notScanned(UNSAFE),
          Outcomes.notScanned(SAFE));

  private final Figures figures = Figures.of("rows.jsonl", OUTCOMES, Duration.ofSeconds(2));

  @Test
  void strictFlagsWhatIsNotSafeAndLooseWhatIsUnsafe() {
    assertThat(figures.strict()).isEqualTo(new Confusion(2, 1, 1, 1));
    assertThat(figures.loose()).isEqualTo(new Confusion(1, 0, 2, 2));
  }

  @Test
  void rowsWithoutAVerdictCountAsRowsAndPositivesAndAsNothingElse() {
    assertThat(figures.rows()).isEqualTo(7);
    assertThat(figures.positives()).isEqualTo(4);
    assertThat(figures.notScanned()).isEqualTo(2);
    assertThat(figures.ranking().positives()).isEqualTo(3);
    assertThat(figures.ranking().negatives()).isEqualTo(2);
    assertThat(figures.ranking().auc()).hasValue(5.0 / 6);
  }

  @Test
  void speedCountsAllRows() {
    assertThat(figures.textsPerSecond()).isEqualTo(3.5);
  }

  @Test
  void poolingAddsRowsAndTimes() {
    Figures pooled = Figures.pooled("all", List.of(figures, figures));
    assertThat(pooled.rows()).isEqualTo(14);
    assertThat(pooled.wallClock()).isEqualTo(Duration.ofSeconds(4));
    assertThat(pooled.strict()).isEqualTo(new Confusion(4, 2, 2, 2));
  }

  @Test
  void jsonHasTheFiguresInOrder() {
    assertThat(new JsonMapper().writeValueAsString(EvaluationBody.of(List.of(figures))))
        .isEqualTo(
            """
            {"files":[{"name":"rows.jsonl","rows":7,"positives":4,"auc":%s,\
            "strict":{"f1":%s,"precision":%s,"recall":%s,"fpr":0.5},\
            "loose":{"f1":0.5,"precision":1.0,"recall":%s,"fpr":0.0},\
            "notScanned":2,"textsPerSecond":3.5}]}"""
                .formatted(5.0 / 6, 2.0 / 3, 2.0 / 3, 2.0 / 3, 1.0 / 3));
  }

  @Test
  void jsonHasNullForWhatIsNotDefined() {
    Figures nothing = Figures.of("a", List.of(Outcomes.notScanned(UNSAFE)), Duration.ofSeconds(1));
    assertThat(new JsonMapper().writeValueAsString(EvaluationBody.of(List.of(nothing))))
        .isEqualTo(
            """
            {"files":[{"name":"a","rows":1,"positives":1,"auc":null,\
            "strict":{"f1":null,"precision":null,"recall":null,"fpr":null},\
            "loose":{"f1":null,"precision":null,"recall":null,"fpr":null},\
            "notScanned":1,"textsPerSecond":1.0}]}""");
  }

  @Test
  void categoriesAreMeasuredWhereTheyAreKnown() {
    List<Outcome> outcomes =
        List.of(
            Outcomes.verdict(UNSAFE, Set.of(VIOLENT), UNSAFE, 0.9, Set.of(VIOLENT)),
            Outcomes.verdict(UNSAFE, Set.of(VIOLENT), UNSAFE, 0.9, Set.of(PII)),
            Outcomes.verdict(UNSAFE, Set.of(VIOLENT), SAFE, 0.2, Set.of()),
            Outcomes.verdict(SAFE, Set.of(), UNSAFE, 0.8, Set.of(VIOLENT)),
            Outcomes.verdict(UNSAFE, Set.of(), UNSAFE, 0.9, Set.of(VIOLENT)));
    assertThat(CategoryFigures.of(outcomes))
        .containsExactly(
            new CategoryFigures(VIOLENT, 3, 2, 1, 2), new CategoryFigures(PII, 0, 0, 0, 1));
    assertThat(CategoryFigures.of(outcomes).getFirst().recall()).hasValue(1.0 / 3);
    assertThat(CategoryFigures.of(outcomes).getFirst().precision()).hasValue(0.5);
    assertThat(CategoryFigures.of(outcomes).getLast().recall()).isEmpty();
  }

  @Test
  void calibrationWeighsTheErrorsOfItsBins() {
    Calibration calibration =
        Calibration.of(
            List.of(
                Outcomes.verdict(UNSAFE, UNSAFE, 0.9),
                Outcomes.verdict(SAFE, UNSAFE, 0.9),
                Outcomes.verdict(SAFE, SAFE, 0.1),
                Outcomes.verdict(UNSAFE, UNSAFE, 1),
                Outcomes.notScanned(SAFE)));
    assertThat(calibration.rows()).isEqualTo(4);
    assertThat(calibration.bins()).hasSize(2);
    // Three rows at 0.93 of which two are positives, one row at 0.1 that is none.
    assertThat(calibration.expectedError().orElseThrow())
        .isCloseTo(0.75 * (2.8 / 3 - 2.0 / 3) + 0.25 * 0.1, offset(1e-12));
  }
}
