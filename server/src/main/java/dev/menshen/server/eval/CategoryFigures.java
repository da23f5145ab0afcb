package dev.menshen.server.eval;

import dev.menshen.Category;
import dev.menshen.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well one category is found, over rows with a verdict whose categories are known.
 *
 * @param category the category
 * @param labelled rows that have it
 * @param flagged of those, how many got a verdict other than Safe, whatever the category
 * @param found of those, how many the guard put into this category
 * @param named rows that the guard put into this category, rightly or not
 */
record CategoryFigures(Category category, int labelled, int flagged, int found, int named) {
  /** The categories that occur as a label or as a verdict, in their own order. */
  static List<CategoryFigures> of(List<Outcome> outcomes) {
    return Arrays.stream(Category.values())
        .map(category -> of(category, outcomes))
        .filter(figures -> figures.labelled + figures.named > 0)
        .toList();
  }

  private static CategoryFigures of(Category category, List<Outcome> outcomes) {
    int labelled = 0;
    int flagged = 0;
    int found = 0;
    int named = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.hasKnownCategories()
          && outcome.judgement() instanceof Outcome.Judgement.Verdict verdict) {
        boolean hasLabel = outcome.categories().contains(category);
        boolean hasName = verdict.categories().contains(category);
        labelled += hasLabel ? 1 : 0;
        flagged += hasLabel && verdict.severity() != Severity.SAFE ? 1 : 0;
        found += hasLabel && hasName ? 1 : 0;
        named += hasName ? 1 : 0;
      }
    }
    return new CategoryFigures(category, labelled, flagged, found, named);
  }

  /** Of the rows that have the category, the share that is not passed as Safe. */
  OptionalDouble flaggedShare() {
    return share(flagged, labelled);
  }

  /** Of the rows that have the category, the share that the guard puts into it. */
  OptionalDouble recall() {
    return share(found, labelled);
  }

  /** Of the rows that the guard puts into the category, the share that has it. */
  OptionalDouble precision() {
    return share(found, named);
  }

  private static OptionalDouble share(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
