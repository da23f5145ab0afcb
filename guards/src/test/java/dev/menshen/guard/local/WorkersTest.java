package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many texts are read at once, by figures that were made up. */
class WorkersTest {
  @Test
  void theFewestWorkersThatAreNearlyAsFastAsTheFastest() {
    assertThat(fewest(16, Map.of(1, 10.0, 2, 17.0, 4, 19.6, 8, 20.0, 16, 19.0))).isEqualTo(4);
    assertThat(fewest(16, Map.of(1, 10.0, 2, 20.0, 4, 30.0, 8, 40.0, 16, 50.0))).isEqualTo(16);
  }

  @Test
  void oneWhereMoreAreNotMuchFaster() {
    assertThat(fewest(8, Map.of(1, 10.0, 2, 10.2, 4, 10.4, 8, 10.4))).isOne();
    assertThat(fewest(8, Map.of(1, 10.0, 2, 5.0))).isOne();
  }

  @Test
  void noMoreAreTriedOnceMoreAreSlower() {
    List<Integer> tried = new ArrayList<>();
    int workers =
        Workers.fewest(
            64,
            many -> {
              tried.add(many);
              return many == 2 ? 20 : 10;
            });
    assertThat(workers).isEqualTo(2);
    assertThat(tried).containsExactly(1, 2, 4);
  }

  @Test
  void thereAreNoMoreWorkersThanThreads() {
    List<Integer> tried = new ArrayList<>();
    Workers.fewest(
        6,
        many -> {
          tried.add(many);
          return many;
        });
    assertThat(tried).containsExactly(1, 2, 4);
  }

  @Test
  void aSmallMachineReadsOneTextAtOnceWithoutMeasuring() {
    AtomicInteger read = new AtomicInteger();
    assertThat(Workers.measured(Workers.FEW_THREADS, text -> read.incrementAndGet())).isOne();
    assertThat(read).hasValue(0);
  }

  @Test
  void aLargeMachineReadsTextsToFindOut() {
    AtomicInteger read = new AtomicInteger();
    assertThat(Workers.measured(8, text -> read.incrementAndGet())).isBetween(1, 8);
    assertThat(read).hasPositiveValue();
  }

  @Test
  void aFailureIsTheCallersToKnow() {
    AtomicInteger read = new AtomicInteger();
    assertThatThrownBy(
            () ->
                Workers.measured(
                    8,
                    text -> {
                      if (read.incrementAndGet() > 1) {
                        throw new IllegalStateException("broken");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  @Test
  void theDefaults() {
    assertThat(Workers.FEW_THREADS).isEqualTo(4);
    assertThat(Workers.GAIN).isEqualTo(0.05);
    assertThat(Workers.TRIAL).isEqualTo(Duration.ofMillis(500));
  }

  private static int fewest(int most, Map<Integer, Double> textsPerSecond) {
    return Workers.fewest(most, textsPerSecond::get);
  }
}
