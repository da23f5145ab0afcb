package dev.menshen.server.doctor;

import static dev.menshen.guard.local.Precision.FP32;
import static dev.menshen.guard.local.Precision.INT4;
import static dev.menshen.guard.local.Precision.INT8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.ModelChoice.Chosen;
import dev.menshen.server.doctor.ModelChoice.NoneFits;
import dev.menshen.server.doctor.ModelChoice.NoneFound;
import dev.menshen.server.doctor.ModelChoice.Option;
import dev.menshen.server.doctor.ModelChoice.Reason;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {
  private static final FoundModel SMALL = found(0);
  private static final FoundModel MEDIUM = found(1);
  private static final FoundModel LARGE = found(2);
  private static final Set<Precision> ALL = EnumSet.allOf(Precision.class);

  @Test
  void takesTheLargestInFullPrecisionWhereAllFits() {
    Chosen chosen = chosen(List.of(SMALL, LARGE, MEDIUM), 64L << 30, ALL);
    assertThat(chosen.option()).isEqualTo(option(LARGE, FP32));
    assertThat(chosen.passedOver()).isEmpty();
    assertThat(chosen.reason()).isEqualTo(Reason.LARGEST);
  }

  @Test
  void reducesThePrecisionBeforeItTakesASmallerModel() {
    Chosen chosen = chosen(List.of(SMALL, MEDIUM, LARGE), needed(LARGE, INT8), ALL);
    assertThat(chosen.option()).isEqualTo(option(LARGE, INT8));
    assertThat(chosen.passedOver()).containsExactly(option(LARGE, FP32));
    assertThat(chosen.reason()).isEqualTo(Reason.REDUCED_PRECISION);
  }

  @Test
  void takesASmallerModelWhereTheLargestFitsInNoPrecision() {
    Chosen chosen = chosen(List.of(SMALL, LARGE), needed(LARGE, INT4) - 1, ALL);
    assertThat(chosen.option()).isEqualTo(option(SMALL, FP32));
    assertThat(chosen.passedOver())
        .containsExactly(option(LARGE, FP32), option(LARGE, INT8), option(LARGE, INT4));
    assertThat(chosen.reason()).isEqualTo(Reason.LARGEST_THAT_FITS);
  }

  @Test
  void takesASmallerModelInAReducedPrecision() {
    Chosen chosen = chosen(List.of(SMALL, LARGE), needed(SMALL, INT4), ALL);
    assertThat(chosen.option()).isEqualTo(option(SMALL, INT4));
    assertThat(chosen.reason()).isEqualTo(Reason.REDUCED_PRECISION);
  }

  @Test
  void keepsToThePrecisionsThatAreAllowed() {
    Chosen chosen = chosen(List.of(SMALL, LARGE), 64L << 30, EnumSet.of(INT4));
    assertThat(chosen.option()).isEqualTo(option(LARGE, INT4));
    assertThat(chosen.reason()).isEqualTo(Reason.LARGEST);
    assertThat(chosen(List.of(SMALL, LARGE), needed(LARGE, INT8), EnumSet.of(FP32)).option())
        .isEqualTo(option(SMALL, FP32));
  }

  @Test
  void takesTheFirstOfTwoOfOneSize() {
    FoundModel copy = new FoundModel("copy", Path.of("/other"), SMALL.shape());
    assertThat(chosen(List.of(SMALL, copy), 64L << 30, ALL).option().model()).isEqualTo(SMALL);
    assertThat(chosen(List.of(copy, SMALL), 64L << 30, ALL).option().model()).isEqualTo(copy);
  }

  @Test
  void saysWhichNeedsTheLeastWhereNoneFits() {
    ModelChoice choice = ModelChoice.among(List.of(LARGE, SMALL), room(1L << 30), ALL);
    assertThat(choice).isInstanceOf(NoneFits.class);
    assertThat(((NoneFits) choice).least()).isEqualTo(option(SMALL, INT4));
    assertThat(((NoneFits) choice).passedOver()).hasSize(6);
  }

  @Test
  void tellsThatThereIsNoneFromThatNoneFits() {
    assertThat(ModelChoice.among(List.of(), room(64L << 30), ALL)).isEqualTo(new NoneFound());
  }

  private static Chosen chosen(List<FoundModel> found, long free, Set<Precision> precisions) {
    return (Chosen) ModelChoice.among(found, room(free), precisions);
  }

  private static MemoryRoom room(long free) {
    return new MemoryRoom(free, 64L << 30, Optional.empty());
  }

  private static long needed(FoundModel model, Precision precision) {
    return Footprint.of(model.shape(), precision).total();
  }

  private static FoundModel found(int index) {
    ReleasedModel model = ReleasedModel.ALL.get(index);
    return new FoundModel(model.name(), Path.of("/models", model.name()), model.shape());
  }

  private static Option option(FoundModel model, Precision precision) {
    return new Option(model, precision, Footprint.of(model.shape(), precision));
  }
}
