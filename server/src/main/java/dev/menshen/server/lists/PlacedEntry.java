package dev.menshen.server.lists;

import dev.menshen.Scope;
import dev.menshen.list.ListEntry;
import dev.menshen.server.api.InvalidRequestException;

/**
 * An entry and where it stands in what was sent.
 *
 * @param place such as {@code entries[3]} or {@code line 5}; empty for a body that is one entry
 */
record PlacedEntry(String place, ListEntry entry) {
  /** The entry in another scope. */
  PlacedEntry in(Scope scope) {
    return new PlacedEntry(
        place,
        new ListEntry(
            entry.id(),
            scope,
            entry.kind(),
            entry.type(),
            entry.text(),
            entry.category(),
            entry.severity(),
            entry.decides(),
            entry.readings(),
            entry.note(),
            entry.expires()));
  }

  /** What is wrong with a field of the entry. */
  InvalidRequestException invalid(String field, String message) {
    return invalid(place, field, message);
  }

  static InvalidRequestException invalid(String place, String field, String message) {
    return new InvalidRequestException(
        place.isEmpty() ? message : place + ": " + message,
        place.isEmpty() || place.contains(" ") ? field : place + "." + field);
  }
}
