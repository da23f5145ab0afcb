package dev.menshen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.menshen.NotScannedException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Near the end of its range, where System.nanoTime may begin. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND);

  @AfterEach
  void forgetInterruption() {
    Thread.interrupted();
  }

  @Test
  void isFixedWhenItIsMadeAndPasses() {
    Deadline deadline = Deadline.of(Duration.ofSeconds(3), clock::get);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(3));

    clock.addAndGet(2 * SECOND);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
    assertThat(deadline.expired()).isFalse();

    clock.addAndGet(SECOND);
    assertThat(deadline.expired()).isTrue();

    clock.addAndGet(SECOND);
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.expired()).isTrue();
  }

  @Test
  void checkStopsLateWorkWithTheLimitInItsMessage() {
    Deadline deadline = Deadline.of(Duration.ofMillis(1500), clock::get);
    assertThatCode(deadline::check).doesNotThrowAnyException();

    clock.addAndGet(2 * SECOND);

    assertThatExceptionOfType(NotScannedException.class)
        .isThrownBy(deadline::check)
        .withMessageContaining("1500 ms")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
  }

  @Test
  void checkStopsTheWorkOfAnInterruptedThreadAndLeavesItInterrupted() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(NotScannedException.class)
        .isThrownBy(Deadline.none()::check)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void theEarlierOfTwoIsTheOneThatPassesFirst() {
    Deadline late = Deadline.of(Duration.ofSeconds(5), clock::get);
    clock.addAndGet(SECOND);
    Deadline early = Deadline.of(Duration.ofSeconds(3), clock::get);

    assertThat(late.earlier(early)).isSameAs(early);
    assertThat(early.earlier(late)).isSameAs(early);
    assertThat(Deadline.none().earlier(early)).isSameAs(early);
    assertThat(early.earlier(Deadline.none())).isSameAs(early);
  }

  @Test
  void noneIsNeverReachedAndNoLimitIsTooLong() {
    assertThat(Deadline.none().expired()).isFalse();
    assertThat(Deadline.none().remaining()).isGreaterThan(Duration.ofDays(36_500));
    Deadline farthest = Deadline.of(Duration.ofSeconds(Long.MAX_VALUE), clock::get);
    assertThat(farthest.remaining()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void zeroHasPassedAndLessIsRefused() {
    assertThat(Deadline.of(Duration.ZERO).expired()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> Deadline.of(Duration.ofNanos(-1)));
  }
}
