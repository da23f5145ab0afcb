package dev.menshen.review;

import static java.util.Objects.requireNonNull;

/**
 * What one person says.
 *
 * @param reviewer the id of the person
 * @param label what they say the text is
 */
public record Opinion(String reviewer, Label label) {
  /** Checks that nothing is missing. */
  public Opinion {
    requireNonNull(reviewer, "reviewer is null");
    requireNonNull(label, "label is null");
  }
}
