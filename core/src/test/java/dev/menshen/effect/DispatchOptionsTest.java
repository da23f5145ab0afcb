package dev.menshen.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DispatchOptionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theDefaultsTryEightTimesAndKeepTenThousand() {
    assertThat(DispatchOptions.DEFAULT)
        .isEqualTo(
            new DispatchOptions(
                10_000,
                Duration.ofMillis(10),
                4,
                8,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                10_000,
                Duration.ofSeconds(10)));
  }

  @Test
  void delaysDoubleUpToTheLongestAndAHalfOfThemIsRandom() {
    DispatchOptions options =
        new DispatchOptions(1, SECOND, 1, 9, SECOND, Duration.ofSeconds(5), 1, SECOND);

    assertThat(options.delay(1, 1)).isEqualTo(SECOND);
    assertThat(options.delay(1, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(options.delay(2, 1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.delay(3, 1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(options.delay(4, 1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.delay(Integer.MAX_VALUE, 1)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DispatchOptions(0, SECOND, 1, 1, SECOND, SECOND, 1, SECOND))
        .withMessage("queue is 0; set it to 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DispatchOptions(1, SECOND, 1, 1, SECOND, SECOND.negated(), 1, SECOND))
        .withMessage("longestDelay is PT-1S; set it to 0s or more");
  }
}
