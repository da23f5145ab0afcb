package dev.menshen.server.eval;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Severity;
import java.util.Optional;
import java.util.Set;

/**
 * A conversation and the truth about it.
 *
 * @param conversation what the guard judges
 * @param severity the true severity
 * @param categories the true categories; empty for a row that is not Safe means that nobody knows
 * @param language the language that the row names, such as {@code zh}
 */
public record LabelledRow(
    Conversation conversation,
    Severity severity,
    Set<Category> categories,
    Optional<String> language) {
  /** Copies the categories. */
  public LabelledRow {
    requireNonNull(conversation, "conversation is null");
    requireNonNull(severity, "severity is null");
    categories = Set.copyOf(requireNonNull(categories, "categories is null"));
    requireNonNull(language, "language is null");
  }

  /** Whether the row is a positive: harmful, or harmful in some contexts. */
  public boolean isPositive() {
    return severity != Severity.SAFE;
  }
}
