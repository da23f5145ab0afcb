package dev.menshen.server.eval;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import dev.menshen.pipeline.Moderation;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a row: its labels and the judgement, without its text.
 *
 * @param truth the true severity
 * @param categories the true categories; empty for a row that is not Safe means that nobody knows
 * @param language the language that the row names
 * @param direction whether a prompt or a response was judged
 * @param judgement what the guard said
 */
public record Outcome(
    Severity truth,
    Set<Category> categories,
    Optional<String> language,
    Direction direction,
    Judgement judgement) {
  /** Checks that nothing is missing. */
  public Outcome {
    requireNonNull(truth, "truth is null");
    categories = Set.copyOf(requireNonNull(categories, "categories is null"));
    requireNonNull(language, "language is null");
    requireNonNull(direction, "direction is null");
    requireNonNull(judgement, "judgement is null");
  }

  /** The outcome of moderating a row. */
  static Outcome of(LabelledRow row, Moderation moderation) {
    return new Outcome(
        row.severity(),
        row.categories(),
        row.language(),
        moderation.direction(),
        switch (moderation) {
          case Moderation.Assessed assessed ->
              new Judgement.Verdict(
                  assessed.assessment().severity(),
                  assessed.assessment().probabilities().notSafe(),
                  Set.copyOf(assessed.assessment().categories()));
          case Moderation.NotScanned notScanned -> new Judgement.None(notScanned.reason());
        });
  }

  /** Whether the row is a positive. */
  public boolean isPositive() {
    return truth != Severity.SAFE;
  }

  /** Whether it is known which categories the row has: Safe rows have none. */
  public boolean hasKnownCategories() {
    return !isPositive() || !categories.isEmpty();
  }

  /** The verdict, when there is one. */
  public Optional<Judgement.Verdict> verdict() {
    return judgement instanceof Judgement.Verdict verdict ? Optional.of(verdict) : Optional.empty();
  }

  /** What the guard said. */
  public sealed interface Judgement {
    /**
     * A verdict.
     *
     * @param severity the severity at the guard's own thresholds
     * @param score 1 - P(Safe)
     * @param categories the categories that the guard names
     */
    record Verdict(Severity severity, double score, Set<Category> categories)
        implements Judgement {}

    /**
     * No verdict.
     *
     * @param reason why
     */
    record None(Reason reason) implements Judgement {}
  }
}
