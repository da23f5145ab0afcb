package dev.menshen.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that happened and that other systems may want to know of.
 *
 * @param type what happened, words joined by dots, such as {@code moderation.alert}
 * @param scope whom it concerns: destinations of this application, of its tenant and of everybody
 *     get it; an event of everybody reaches those of everybody alone
 * @param time when
 * @param data what there is to know of it, in the order in which it is sent: ids, severities,
 *     categories, numbers. Values are strings, numbers, booleans, and lists and maps of such. Never
 *     a text that was moderated, and nothing that a person wrote about one
 */
public record Event(String type, Scope scope, Instant time, Map<String, Object> data) {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z_]*(\\.[a-z][a-z_]*){0,4}");
  private static final int LONGEST_TYPE = 64;

  /**
   * Checks the type.
   *
   * @throws IllegalArgumentException when it is not words of a-z and underscore joined by dots
   */
  public Event {
    requireNonNull(scope, "scope is null");
    requireNonNull(time, "time is null");
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    if (!isType(type)) {
      throw new IllegalArgumentException(
          "the type of an event is words of a-z and '_' joined by dots, 64 characters at most");
    }
  }

  /** Whether this can be the type of an event. */
  static boolean isType(String type) {
    return type.length() <= LONGEST_TYPE && TYPE.matcher(type).matches();
  }
}
