package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What was found out about a text by reading all its views: the worst assessment, which may be kept
 * and used again, whatever the policy.
 *
 * @param assessment the worst of what the guard said of the views
 * @param view the view that it was said of
 * @param views how many views the guard read, at least one
 * @param language the text's language, an ISO 639-1 code; empty when it could not be told
 */
public record Finding(Assessment assessment, View view, int views, Optional<String> language) {
  /** Checks that nothing is missing. */
  public Finding {
    requireNonNull(assessment, "assessment is null");
    requireNonNull(view, "view is null");
    requireNonNull(language, "language is null");
    if (views < 1) {
      throw new IllegalArgumentException("views is %d; at least one is read".formatted(views));
    }
  }
}
