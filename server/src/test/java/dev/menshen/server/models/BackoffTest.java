package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.models.PullException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * With a wait of 1 ms that grows to 2 ms, 4 attempts, and 5 s as the longest that a hub may ask.
 */
class BackoffTest {
  private final List<Duration> waits = new ArrayList<>();
  private final Backoff backoff =
      new Backoff(
          Pulls.SETTINGS,
          new PullProgress() {
            @Override
            public void begin(long total, long present) {}

            @Override
            public void fetched(long bytes) {}

            @Override
            public void checking(String file) {}

            @Override
            public void waiting(PullException fault, Duration wait) {
              waits.add(wait);
            }
          });

  @Test
  void theWaitDoublesUpToItsLimitAndTheLastFailureIsThrown() throws Exception {
    PullException cut = PullException.of(Reason.CUT, "hub");
    backoff.await(cut);
    backoff.await(cut);
    backoff.await(cut);

    assertThatThrownBy(() -> backoff.await(cut)).isSameAs(cut);
    assertThat(waits)
        .satisfiesExactly(
            wait -> assertThat(wait).isBetween(Duration.ofNanos(500_000), Duration.ofMillis(1)),
            wait -> assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofMillis(2)),
            wait -> assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofMillis(2)));
  }

  @Test
  void progressBeginsTheCountAgain() throws Exception {
    PullException cut = PullException.of(Reason.CUT, "hub");
    for (int i = 0; i < 10; i++) {
      backoff.await(cut);
      backoff.reset();
    }

    assertThat(waits).hasSize(10).allMatch(wait -> wait.compareTo(Duration.ofMillis(1)) <= 0);
  }

  @Test
  void aHubMayAskForALongerWait() throws Exception {
    backoff.await(
        PullException.waiting(Duration.ofMillis(20), Reason.TOO_MANY_REQUESTS, "hub", 0L));

    assertThat(waits).containsExactly(Duration.ofMillis(20));
  }

  @Test
  void whatCannotGoAwayIsThrownAtOnce() {
    PullException gated = PullException.of(Reason.GATED, "model", "page");
    PullException tooLong =
        PullException.waiting(Duration.ofSeconds(6), Reason.SERVER_FAULT, "hub", 503);

    assertThatThrownBy(() -> backoff.await(gated)).isSameAs(gated);
    assertThatThrownBy(() -> backoff.await(tooLong)).isSameAs(tooLong);
    assertThat(waits).isEmpty();
  }
}
