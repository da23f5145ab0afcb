package dev.menshen.list;

import static java.util.Objects.requireNonNull;

import dev.menshen.Category;
import dev.menshen.Severity;
import java.util.Optional;

/**
 * An entry of a list found in a text. It holds no text: where the match is, in the text as it came,
 * is enough to mask it.
 *
 * @param entryId the entry's id
 * @param kind whether the entry allows or denies
 * @param category the entry's category, if it has one
 * @param severity what the entry says of the text; SAFE for an allow entry
 * @param decides whether the hit decides alone, so that no guard is asked
 * @param note the entry's note for people and rules; may be empty
 * @param start index of the first UTF-16 unit of the match in the text as it came
 * @param end index after the last one
 */
public record ListHit(
    String entryId,
    ListKind kind,
    Optional<Category> category,
    Severity severity,
    boolean decides,
    String note,
    int start,
    int end) {
  /** Checks that nothing is missing and that the span is one. */
  public ListHit {
    requireNonNull(entryId, "entryId is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(category, "category is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(note, "note is null");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a span: %d to %d".formatted(start, end));
    }
  }

  /** The same hit at another place. */
  public ListHit at(int start, int end) {
    return new ListHit(entryId, kind, category, severity, decides, note, start, end);
  }
}
