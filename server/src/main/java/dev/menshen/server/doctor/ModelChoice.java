package dev.menshen.server.doctor;

import static java.util.Comparator.comparingLong;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What {@code --model auto} takes: the largest model that fits into memory, in the finest precision
 * in which it fits. Size goes before precision; models of one size go by the order of the search.
 */
public sealed interface ModelChoice {
  /**
   * This one.
   *
   * @param option the model, its precision and what it needs
   * @param passedOver what would have come before and does not fit, in the order of preference
   */
  record Chosen(Option option, List<Option> passedOver) implements ModelChoice {
    /** Copies the options. */
    public Chosen {
      passedOver = List.copyOf(passedOver);
    }

    /** Why this one. */
    public Reason reason() {
      if (passedOver.isEmpty()) {
        return Reason.LARGEST;
      }
      return passedOver.getLast().model().equals(option.model())
          ? Reason.REDUCED_PRECISION
          : Reason.LARGEST_THAT_FITS;
    }
  }

  /**
   * There are models, and there is no memory for any of them.
   *
   * @param passedOver all of them, in the order of preference
   */
  record NoneFits(List<Option> passedOver) implements ModelChoice {
    /** Copies the options. */
    public NoneFits {
      passedOver = List.copyOf(passedOver);
    }

    /** The one that needs the least. */
    public Option least() {
      return passedOver.stream()
          .min(comparingLong(option -> option.footprint().total()))
          .orElseThrow();
    }
  }

  /** There is no model. */
  record NoneFound() implements ModelChoice {}

  /** Why a model was chosen. */
  enum Reason {
    /** It is the largest there is, and fits in the finest precision allowed. */
    LARGEST,
    /** It is the largest that fits, in the finest precision allowed; larger ones do not fit. */
    LARGEST_THAT_FITS,
    /** It is the largest that fits, and it fits only in a reduced precision. */
    REDUCED_PRECISION
  }

  /**
   * A model in a precision.
   *
   * @param model the model
   * @param precision the precision
   * @param footprint what that needs
   */
  record Option(FoundModel model, Precision precision, Footprint footprint) {
    private static Option of(FoundModel model, Precision precision, MemoryNeed need) {
      return new Option(model, precision, need.of(model.shape(), precision));
    }
  }

  /** Chooses, for a model with the default settings. */
  static ModelChoice among(
      Collection<FoundModel> found, MemoryRoom room, Set<Precision> precisions) {
    return among(found, room, precisions, Footprint::of);
  }

  /**
   * Chooses.
   *
   * @param found the models, in the order of the search
   * @param room the memory for one of them
   * @param precisions the precisions that it may have
   * @param need what each needs
   */
  static ModelChoice among(
      Collection<FoundModel> found, MemoryRoom room, Set<Precision> precisions, MemoryNeed need) {
    List<Option> passedOver = new ArrayList<>();
    List<FoundModel> largestFirst =
        found.stream()
            .sorted(comparingLong((FoundModel model) -> model.shape().parameters()).reversed())
            .toList();
    for (FoundModel model : largestFirst) {
      for (Precision precision : Precision.values()) {
        if (!precisions.contains(precision)) {
          continue;
        }
        Option option = Option.of(model, precision, need);
        if (room.holds(option.footprint())) {
          return new Chosen(option, passedOver);
        }
        passedOver.add(option);
      }
    }
    return found.isEmpty() ? new NoneFound() : new NoneFits(passedOver);
  }
}
