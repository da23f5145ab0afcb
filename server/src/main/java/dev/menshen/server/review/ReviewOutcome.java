package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.Subject;
import dev.menshen.review.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was decided about a text, without the text.
 *
 * @param item the id of the review item
 * @param scope the application whose text it is
 * @param moderations moderations of the text that it is told about; of many, some
 * @param label what the text is
 * @param release whether what was held is to be delivered
 * @param round how often the item was put before people: a later round takes the place of an
 *     earlier one
 * @param decided when it was decided
 */
public record ReviewOutcome(
    String item,
    Scope scope,
    List<Moderated> moderations,
    Label label,
    boolean release,
    int round,
    Instant decided) {
  /** Checks that nothing is missing. */
  public ReviewOutcome {
    requireNonNull(item, "item is null");
    requireNonNull(scope, "scope is null");
    moderations = List.copyOf(moderations);
    requireNonNull(label, "label is null");
    requireNonNull(decided, "decided is null");
  }

  /**
   * A moderation of the text.
   *
   * @param id its id
   * @param subject whose text it was, if that is known
   */
  public record Moderated(String id, Optional<Subject> subject) {
    /** Checks that nothing is missing. */
    public Moderated {
      requireNonNull(id, "id is null");
      requireNonNull(subject, "subject is null");
    }
  }
}
