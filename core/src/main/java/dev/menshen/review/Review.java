package dev.menshen.review;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a text is judged by people. One person decides; of a share of the texts a second one says
 * what they think without knowing the first's opinion, and where they do not agree on the severity
 * a third decides. What is decided may be appealed, and then another person decides anew.
 *
 * @param state where it stands
 * @param opinions what was said since the beginning or the last appeal, in order
 * @param before the ids of those who had said something before the last appeal
 */
public record Review(ReviewState state, List<Opinion> opinions, Set<String> before) {
  /** Of which nobody has said anything. */
  public static final Review NEW = new Review(ReviewState.WAITING, List.of(), Set.of());

  /** Checks that there are as many opinions as the state says. */
  public Review {
    requireNonNull(state, "state is null");
    opinions = List.copyOf(requireNonNull(opinions, "opinions is null"));
    before = Set.copyOf(requireNonNull(before, "before is null"));
    boolean fits =
        switch (state) {
          case WAITING, APPEALED -> opinions.isEmpty();
          case SECOND -> opinions.size() == 1;
          case DISPUTED -> opinions.size() == 2;
          case DECIDED -> !opinions.isEmpty();
          case EXPIRED -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "%s with %d opinions".formatted(state.label(), opinions.size()));
    }
  }

  /**
   * Whether a person may say something now. Whoever has said something of this text is not asked
   * again.
   *
   * @param anyway whether they may settle a dispute or an appeal although they have: somebody must
   *     be able to. A second opinion is always another person's.
   */
  public boolean isOpenTo(String reviewer, boolean anyway) {
    boolean said =
        before.contains(reviewer)
            || opinions.stream().anyMatch(opinion -> opinion.reviewer().equals(reviewer));
    return switch (state) {
      case WAITING -> true;
      case SECOND -> !said;
      case DISPUTED, APPEALED -> anyway || !said;
      case DECIDED, EXPIRED -> false;
    };
  }

  /**
   * The review after somebody has said something.
   *
   * @param second whether a second person is to be asked about this text
   * @throws IllegalStateException when it waits for nobody
   */
  public Review after(Opinion opinion, boolean second) {
    List<Opinion> all = new ArrayList<>(opinions);
    all.add(opinion);
    ReviewState next =
        switch (state) {
          case WAITING -> second ? ReviewState.SECOND : ReviewState.DECIDED;
          case SECOND ->
              agree(opinions.getFirst(), opinion) ? ReviewState.DECIDED : ReviewState.DISPUTED;
          case DISPUTED, APPEALED -> ReviewState.DECIDED;
          case DECIDED, EXPIRED ->
              throw new IllegalStateException("a review that is " + state.label());
        };
    return new Review(next, all, before);
  }

  /**
   * The review after somebody did not agree with what was decided.
   *
   * @throws IllegalStateException when nothing is decided
   */
  public Review appealed() {
    if (state != ReviewState.DECIDED) {
      throw new IllegalStateException("a review that is " + state.label());
    }
    Set<String> all = new HashSet<>(before);
    opinions.forEach(opinion -> all.add(opinion.reviewer()));
    return new Review(ReviewState.APPEALED, List.of(), all);
  }

  /** What was decided; empty when nothing is. Of two who agree it is what they say together. */
  public Optional<Label> label() {
    if (state != ReviewState.DECIDED) {
      return Optional.empty();
    }
    return Optional.of(
        opinions.size() == 2
            ? opinions.getFirst().label().with(opinions.getLast().label())
            : opinions.getLast().label());
  }

  private static boolean agree(Opinion one, Opinion other) {
    return one.label().severity() == other.label().severity();
  }
}
