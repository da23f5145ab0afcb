package dev.menshen.server.doctor;

import static dev.menshen.guard.local.Precision.FP32;
import static dev.menshen.guard.local.Precision.INT4;
import static dev.menshen.guard.local.Precision.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.InsufficientMemoryException.Shortage;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryRoomTest {
  private static final long GIBI = 1L << 30;
  private static final ModelShape MEDIUM = ReleasedModel.ALL.get(1).shape();
  private static final Set<Precision> ALL = Set.of(Precision.values());

  @Test
  void aModelThatFillsTheRoomToTheLastByteFits() {
    long needed = Footprint.of(MEDIUM, INT8).total();
    assertThatCode(() -> room(needed).require("4b", MEDIUM, INT8)).doesNotThrowAnyException();
    assertThat(room(needed - 1).holds(Footprint.of(MEDIUM, INT8))).isFalse();
  }

  @Test
  void refusesWithFiguresAndAPrecisionThatFits() {
    InsufficientMemoryException refusal =
        catchThrowableOfType(
            InsufficientMemoryException.class,
            () -> room(8 * GIBI).require("Qwen3Guard-Gen-4B", MEDIUM, FP32));
    assertThat(refusal)
        .hasMessageMatching(
            "Qwen3Guard-Gen-4B in fp32 needs 1\\d\\.\\d GiB of memory, and 8\\.0 GiB of 64\\.0 GiB"
                + " are free; use --precision int8");
    assertThat(refusal.shortage())
        .isEqualTo(
            new Shortage(
                "Qwen3Guard-Gen-4B",
                FP32,
                Footprint.of(MEDIUM, FP32).total(),
                room(8 * GIBI),
                Optional.of(INT8)));
  }

  @Test
  void namesTheLimitAndASmallerModelWhereNoPrecisionFits() {
    MemoryRoom room = new MemoryRoom(GIBI, 2 * GIBI, Optional.of("/sys/fs/cgroup/memory.max"));
    assertThat(
            catchThrowableOfType(
                InsufficientMemoryException.class, () -> room.require("4b", MEDIUM, INT4)))
        .hasMessageEndingWith(
            "1.0 GiB of 2.0 GiB are free (the limit in /sys/fs/cgroup/memory.max); use a smaller"
                + " model, or give it more memory");
  }

  /** A row per size: the smallest machine, in GiB of free memory, for each precision. */
  @ParameterizedTest
  @CsvSource({"0, 4, 3, 3", "1, 17, 7, 6", "2, 30, 10, 8"})
  void whatFits(int model, int fp32, int int8, int int4) {
    ModelShape shape = ReleasedModel.ALL.get(model).shape();
    assertThat(room(fp32 * GIBI).finest(shape, ALL)).contains(FP32);
    assertThat(room((fp32 - 1) * GIBI).finest(shape, Set.of(FP32))).isEmpty();
    assertThat(room(int8 * GIBI).finest(shape, Set.of(INT8, INT4))).contains(INT8);
    assertThat(room((int8 - 1) * GIBI).finest(shape, Set.of(INT8))).isEmpty();
    assertThat(room(int4 * GIBI).finest(shape, Set.of(INT4))).contains(INT4);
    assertThat(room((int4 - 1) * GIBI).finest(shape, ALL)).isEmpty();
  }

  @Test
  void refusesFiguresThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MemoryRoom(2, 1, Optional.empty()))
        .withMessage("free must be from 0 to the total 1, was 2");
  }

  private static MemoryRoom room(long free) {
    return new MemoryRoom(free, 64 * GIBI, Optional.empty());
  }
}
