package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions.Priority;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Whose seconds pass the largest long, as those of System.nanoTime may. */
  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  @Test
  void bulkWorkLetsThatGoFirstWhichComesWithinItsPatience() {
    Work bulk = work(0, 0, Priority.BULK);
    Work early = work(1, 9_999, Priority.INTERACTIVE);
    Work late = work(2, 10_001, Priority.INTERACTIVE);

    assertThat(Stream.of(late, bulk, early).sorted()).containsExactly(early, bulk, late);
  }

  @Test
  void workOfOnePriorityIsDoneInTheOrderInWhichItCame() {
    for (Priority priority : Priority.values()) {
      Work first = work(0, 0, priority);
      Work second = work(1, 0, priority);
      Work third = work(2, 7_000, priority);

      assertThat(Stream.of(third, second, first).sorted()).containsExactly(first, second, third);
    }
  }

  @Test
  void theYoungerIsTheOneThatCameLater() {
    Work older = work(0, 0, Priority.INTERACTIVE);
    Work younger = work(1, 0, Priority.BULK);

    assertThat(younger.isYoungerThan(older)).isTrue();
    assertThat(older.isYoungerThan(younger)).isFalse();
    assertThat(older.isYoungerThan(older)).isFalse();
  }

  private static Work work(long number, long milliseconds, Priority priority) {
    return new Work(
        () -> ScriptedGuard.SAFE,
        new Work.Arrival(number, START + Duration.ofMillis(milliseconds).toNanos()),
        priority,
        PATIENCE,
        work -> {});
  }
}
