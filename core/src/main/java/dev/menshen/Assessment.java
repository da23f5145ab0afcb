package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a guard said about the last message of a conversation.
 *
 * @param severity the guard's verdict, at its own thresholds: not always the likeliest severity
 * @param probabilities a probability per severity
 * @param categories the categories that the guard names, likeliest first; empty for a Safe text
 * @param categoryProbabilities a probability per category, for each that the guard can tell in this
 *     direction and was asked for: of a Safe text maybe none, unless {@link
 *     AssessmentOptions.Scores#FULL} was; independent of each other, they do not add up to one
 * @param refusal whether the answer refuses; empty when the guard cannot tell
 * @param windows how many windows the text was cut into, at least one
 * @param tokens how many tokens the guard read, over all windows
 * @param omittedMessages how many of the conversation's oldest messages the guard did not read,
 *     because its context did not hold them; never the last one, nor a part of it
 */
public record Assessment(
    Severity severity,
    SeverityProbabilities probabilities,
    List<Category> categories,
    Map<Category, Double> categoryProbabilities,
    Optional<Refusal> refusal,
    int windows,
    int tokens,
    int omittedMessages) {
  /** Copies the collections and checks the counts. */
  public Assessment {
    requireNonNull(severity, "severity is null");
    requireNonNull(probabilities, "probabilities is null");
    Map<Category, Double> scores = new EnumMap<>(Category.class);
    scores.putAll(requireNonNull(categoryProbabilities, "categoryProbabilities is null"));
    categoryProbabilities = Collections.unmodifiableMap(scores);
    categories =
        requireNonNull(categories, "categories is null").stream()
            .sorted(
                Comparator.comparing((Category category) -> scores.getOrDefault(category, 0.0))
                    .reversed())
            .toList();
    requireNonNull(refusal, "refusal is null");
    if (windows < 1 || tokens < 0 || omittedMessages < 0) {
      throw new IllegalArgumentException(
          "windows %d, tokens %d, omittedMessages %d".formatted(windows, tokens, omittedMessages));
    }
  }

  /** An assessment for which all messages were read. */
  public Assessment(
      Severity severity,
      SeverityProbabilities probabilities,
      List<Category> categories,
      Map<Category, Double> categoryProbabilities,
      Optional<Refusal> refusal,
      int windows,
      int tokens) {
    this(severity, probabilities, categories, categoryProbabilities, refusal, windows, tokens, 0);
  }
}
