package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import dev.menshen.review.Label;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person did with an item.
 *
 * @param number its number in the item, from 1
 * @param kind what it is
 * @param round the round that it belongs to; an appeal belongs to the one that it begins
 * @param place which opinion of its round it is, from 1; 0 for an appeal
 * @param actor the id of whoever did it
 * @param actorName what people call them
 * @param time when
 * @param label what an opinion says; empty for an appeal
 */
record ReviewEvent(
    int number,
    Kind kind,
    int round,
    int place,
    String actor,
    String actorName,
    Instant time,
    Optional<Label> label) {
  ReviewEvent {
    requireNonNull(kind, "kind is null");
    requireNonNull(actor, "actor is null");
    requireNonNull(actorName, "actorName is null");
    requireNonNull(time, "time is null");
    if (label.isPresent() != (kind == Kind.OPINION)) {
      throw new IllegalArgumentException("an opinion has a label, and an appeal has none");
    }
  }

  /** What a person does. */
  enum Kind {
    /** Says what the text is. */
    OPINION("opinion"),
    /** Does not agree with what was decided. */
    APPEAL("appeal");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
