package dev.menshen.server.review;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What goes with an opinion or an appeal, and is kept encrypted: people quote texts.
 *
 * @param comment what they write; may be empty
 * @param release whether what was held is to be delivered
 * @param liftBan whether the bans of those who sent the text are to be lifted
 * @param listEntry an entry to be put on a list, as JSON
 */
record Note(String comment, boolean release, boolean liftBan, Optional<String> listEntry) {
  Note {
    requireNonNull(comment, "comment is null");
    requireNonNull(listEntry, "listEntry is null");
  }

  /** A comment that asks for nothing. */
  static Note of(String comment) {
    return new Note(comment, false, false, Optional.empty());
  }

  /** Says nothing of the words. */
  @Override
  public String toString() {
    return "Note[release=%s, liftBan=%s]".formatted(release, liftBan);
  }
}
