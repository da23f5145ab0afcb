package dev.menshen.server.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.menshen.server.eval.Ranking.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  @Test
  void aucCountsPairsInTheRightOrder() {
    // Positives 0.9, 0.4; negatives 0.6, 0.1: three of four pairs are in the right order.
    Ranking ranking = ranking("+0.9", "-0.6", "+0.4", "-0.1");
    assertThat(ranking.auc()).hasValue(0.75);
  }

  @Test
  void aucCountsTiesAsHalf() {
    // Mid-ranks 1, 3, 3, 3, 5: the positives' sum 3 + 3 + 5 = 11, less 6, over 3 * 2 pairs.
    assertThat(ranking("+0.5", "+0.5", "-0.5", "+0.9", "-0.1").auc()).hasValue(5.0 / 6);
    assertThat(ranking("+0.5", "-0.5", "-0.5").auc()).hasValue(0.5);
  }

  @Test
  void aucNeedsBothClasses() {
    assertThat(ranking("+0.5", "+0.1").auc()).isEmpty();
    assertThat(ranking("-0.5").auc()).isEmpty();
    assertThat(ranking().auc()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aucEqualsThatOfAllPairsComparedOneByOne(long seed) {
    Random random = new Random(seed);
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      boolean positive = random.nextInt(3) == 0;
      // Few distinct scores make many ties.
      rows.add(new Scored(random.nextInt(20) / 20.0 + (positive ? 0.1 : 0), positive));
    }
    assertThat(Ranking.of(rows).auc().orElseThrow()).isCloseTo(bruteForce(rows), offset(1e-12));
  }

  @Test
  void averagePrecisionAddsPrecisionPerStepOfRecall() {
    // 1/1 for the first positive, 2/3 for the second.
    assertThat(ranking("+0.9", "-0.6", "+0.4", "-0.1").averagePrecision())
        .hasValue((1 + 2.0 / 3) / 2);
    assertThat(ranking("-0.9").averagePrecision()).isEmpty();
  }

  @Test
  void aThresholdFlagsItsOwnScore() {
    Ranking ranking = ranking("+0.9", "-0.6", "+0.4", "-0.1");
    assertThat(ranking.at(0.6)).isEqualTo(new Confusion(1, 1, 1, 1));
    assertThat(ranking.at(0.61)).isEqualTo(new Confusion(1, 0, 2, 1));
    assertThat(ranking.at(0)).isEqualTo(new Confusion(2, 2, 0, 0));
    assertThat(ranking.at(1)).isEqualTo(new Confusion(0, 0, 2, 2));
  }

  private static double bruteForce(List<Scored> rows) {
    double sum = 0;
    int pairs = 0;
    for (Scored positive : rows) {
      for (Scored negative : rows) {
        if (positive.positive() && !negative.positive()) {
          pairs++;
          sum += 0.5 + 0.5 * Math.signum(positive.score() - negative.score());
        }
      }
    }
    return sum / pairs;
  }

  private static Ranking ranking(String... rows) {
    return Ranking.of(
        List.of(rows).stream()
            .map(it -> new Scored(Double.parseDouble(it.substring(1)), it.startsWith("+")))
            .toList());
  }
}
