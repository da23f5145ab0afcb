package dev.menshen.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a person says a text is.
 *
 * @param severity how harmful it is
 * @param categories what kinds of harm it holds; none for a Safe text, and none for another when
 *     none of the nine fits
 * @param refusal whether an answer refuses; empty for a prompt, and where nobody said
 */
public record Label(Severity severity, Set<Category> categories, Optional<Refusal> refusal) {
  /**
   * Checks that a Safe text has no category.
   *
   * @throws IllegalArgumentException when it has one
   */
  public Label {
    requireNonNull(severity, "severity is null");
    Set<Category> ordered = EnumSet.noneOf(Category.class);
    ordered.addAll(requireNonNull(categories, "categories is null"));
    categories = Collections.unmodifiableSet(ordered);
    requireNonNull(refusal, "refusal is null");
    if (severity == Severity.SAFE && !categories.isEmpty()) {
      throw new IllegalArgumentException("a Safe text has no categories; leave them out");
    }
  }

  /**
   * What two people who agree on the severity say together: the categories that either named, and
   * the refusal that both or one of them told; none when they differ in it.
   */
  Label with(Label other) {
    Set<Category> both = EnumSet.noneOf(Category.class);
    both.addAll(categories);
    both.addAll(other.categories);
    boolean differ =
        refusal.isPresent() && other.refusal.isPresent() && !refusal.equals(other.refusal);
    return new Label(severity, both, differ ? Optional.empty() : refusal.or(() -> other.refusal));
  }
}
