package dev.menshen.server.compare;

import static dev.menshen.Severity.CONTROVERSIAL;
import static dev.menshen.Severity.SAFE;
import static dev.menshen.Severity.UNSAFE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menshen.Severity;
import dev.menshen.guard.local.Precision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final Judged NOT_SCANNED = new Judged(Optional.empty(), Duration.ZERO);

  @Test
  void countsEachPairOfSeverities() {
    Agreement agreement =
        Agreement.of(
            run(judged(SAFE, 0), judged(SAFE, 0), judged(CONTROVERSIAL, 0.3), judged(UNSAFE, 1)),
            run(judged(SAFE, 0), judged(UNSAFE, 0.5), judged(SAFE, 0.3), judged(UNSAFE, 1)));
    assertThat(agreement.count(SAFE, SAFE)).isEqualTo(1);
    assertThat(agreement.count(SAFE, UNSAFE)).isEqualTo(1);
    assertThat(agreement.count(CONTROVERSIAL, SAFE)).isEqualTo(1);
    assertThat(agreement.count(UNSAFE, UNSAFE)).isEqualTo(1);
    assertThat(agreement.count(UNSAFE, SAFE)).isZero();
    assertThat(agreement.compared()).isEqualTo(4);
    assertThat(agreement.same()).isEqualTo(2);
    assertThat(agreement.flips())
        .containsExactly(
            new Agreement.Flip(1, SAFE, UNSAFE), new Agreement.Flip(2, CONTROVERSIAL, SAFE));
  }

  @Test
  void shiftsUpAndDownAddUp() {
    Agreement.Shift shift =
        Agreement.of(
                run(judged(SAFE, 0.1), judged(SAFE, 0.2)),
                run(judged(SAFE, 0.3), judged(SAFE, 0.1)))
            .shifts()
            .orElseThrow()
            .unsafe();
    assertThat(shift.mean()).isCloseTo(0.15, within(1e-9));
    assertThat(shift.largest()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void theProbabilityOfNotSafeIsComparedToo() {
    Judged one = new Judged(Optional.of(new Judged.Verdict(SAFE, 0.1, 0.2)), Duration.ZERO);
    Judged two = new Judged(Optional.of(new Judged.Verdict(SAFE, 0.1, 0.5)), Duration.ZERO);
    Agreement.Shifts shifts = Agreement.of(run(one), run(two)).shifts().orElseThrow();
    assertThat(shifts.unsafe().largest()).isZero();
    assertThat(shifts.notSafe().largest()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void the95thPercentileIsWhatNineteenOfTwentyRowsDoNotExceed() {
    Judged[] reference =
        IntStream.range(0, 20).mapToObj(i -> judged(SAFE, 0)).toArray(Judged[]::new);
    Judged[] other =
        IntStream.range(0, 20).mapToObj(i -> judged(SAFE, i / 100.0)).toArray(Judged[]::new);
    assertThat(
            Agreement.of(run(reference), run(other)).shifts().orElseThrow().unsafe().percentile95())
        .isCloseTo(0.18, within(1e-9));
  }

  @Test
  void aRowThatWasNotScannedAgreesWithNothing() {
    Agreement agreement =
        Agreement.of(
            run(NOT_SCANNED, judged(SAFE, 0), judged(SAFE, 0)),
            run(judged(SAFE, 0), NOT_SCANNED, judged(SAFE, 0)));
    assertThat(agreement.compared()).isEqualTo(1);
    assertThat(agreement.notScanned()).isEqualTo(2);
    assertThat(agreement.flips()).isEmpty();
  }

  @Test
  void withoutAVerdictThereIsNoShift() {
    assertThat(Agreement.of(run(NOT_SCANNED), run(NOT_SCANNED)).shifts()).isEmpty();
  }

  @Test
  void runsOverOtherRowsAreNotCompared() {
    assertThatThrownBy(() -> Agreement.of(run(NOT_SCANNED), run(NOT_SCANNED, NOT_SCANNED)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Judged judged(Severity severity, double unsafe) {
    return new Judged(Optional.of(new Judged.Verdict(severity, unsafe, unsafe)), Duration.ZERO);
  }

  private static PrecisionRun run(Judged... rows) {
    return new PrecisionRun(Precision.FP32, List.of(rows), OptionalLong.empty());
  }
}
