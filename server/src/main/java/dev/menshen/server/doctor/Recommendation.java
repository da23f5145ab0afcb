package dev.menshen.server.doctor;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.ModelChoice.Option;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to run next.
 *
 * @param command one command line
 * @param reason why
 * @param details the words and figures of the reason's text, in the order that it names
 */
public record Recommendation(String command, Reason reason, List<String> details) {
  private static final String SERVE_AUTO = "./menshen serve --model auto";

  /** Why. The names are part of the JSON output: programs rely on them. */
  public enum Reason {
    /** The largest model found fits: its name, precision, needed, free. */
    LARGEST,
    /** As before, and then what is larger and does not fit: its name, precision, needed. */
    LARGEST_THAT_FITS,
    /** The model fits in this precision: its name, precision, needed, free, finer one, needed. */
    REDUCED_PRECISION,
    /**
     * No model is found that fits, and the smallest released would: name, precision, needed, free.
     */
    SMALLEST_RELEASED,
    /** There is no memory for any: the smallest released, its least precision, needed, free. */
    BUILT_IN;

    /** The name in JSON and in the bundles of texts. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the details. */
  public Recommendation {
    details = List.copyOf(details);
  }

  /**
   * Says what to run.
   *
   * @param choice what {@code --model auto} takes
   * @param room the memory that it was chosen for
   */
  public static Recommendation of(ModelChoice choice, MemoryRoom room) {
    return switch (choice) {
      case ModelChoice.Chosen chosen -> serve(chosen, room);
      case ModelChoice.NoneFits _, ModelChoice.NoneFound _ -> withoutModel(room);
    };
  }

  private static Recommendation serve(ModelChoice.Chosen chosen, MemoryRoom room) {
    Option taken = chosen.option();
    String name = taken.model().name();
    String precision = taken.precision().label();
    String needed = Bytes.text(taken.footprint().total());
    String free = Bytes.text(room.free());
    return switch (chosen.reason()) {
      case LARGEST ->
          new Recommendation(SERVE_AUTO, Reason.LARGEST, List.of(name, precision, needed, free));
      case LARGEST_THAT_FITS, REDUCED_PRECISION -> {
        Option other = chosen.passedOver().getLast();
        yield new Recommendation(
            SERVE_AUTO,
            chosen.reason() == ModelChoice.Reason.REDUCED_PRECISION
                ? Reason.REDUCED_PRECISION
                : Reason.LARGEST_THAT_FITS,
            List.of(
                name,
                precision,
                needed,
                free,
                other.model().name(),
                other.precision().label(),
                Bytes.text(other.footprint().total())));
      }
    };
  }

  private static Recommendation withoutModel(MemoryRoom room) {
    ReleasedModel smallest = ReleasedModel.smallest();
    Optional<Precision> finest = room.finest(smallest.shape(), EnumSet.allOf(Precision.class));
    Precision precision = finest.orElse(Precision.INT4);
    List<String> details =
        List.of(
            smallest.name(),
            precision.label(),
            Bytes.text(Footprint.of(smallest.shape(), precision).total()),
            Bytes.text(room.free()));
    return finest.isPresent()
        ? new Recommendation(
            "./menshen models pull " + smallest.name(), Reason.SMALLEST_RELEASED, details)
        : new Recommendation("./menshen serve", Reason.BUILT_IN, details);
  }
}
