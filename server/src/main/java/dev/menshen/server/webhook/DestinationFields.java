package dev.menshen.server.webhook;

import dev.menshen.Scope;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads what requests about destinations have in common. */
public final class DestinationFields {
  private static final int LONGEST_NAME = 200;
  private static final int MOST_EVENTS = 30;

  private DestinationFields() {}

  /** The name, when there is one. */
  public static Optional<String> name(JsonFields fields) {
    return fields
        .value("name")
        .map(value -> JsonFields.string(value, "name").strip())
        .map(
            name -> {
              if (name.isEmpty()
                  || name.length() > LONGEST_NAME
                  || name.codePoints().anyMatch(Character::isISOControl)) {
                throw new InvalidRequestException(
                    "name is empty, has several lines or is longer than %d characters; send one line"
                        .formatted(LONGEST_NAME),
                    "name");
              }
              return name;
            });
  }

  /** The types of events, when there are any. */
  public static Optional<SortedSet<String>> events(JsonFields fields) {
    return fields.value("events").map(DestinationFields::events);
  }

  private static SortedSet<String> events(JsonNode value) {
    if (!value.isArray() || value.size() > MOST_EVENTS) {
      throw new InvalidRequestException(
          "events is no array of at most %d types; send one such as [\"moderation.alert\"], or [] for all"
              .formatted(MOST_EVENTS),
          "events");
    }
    SortedSet<String> events = new TreeSet<>();
    List<JsonNode> elements = JsonFields.elements(value);
    for (int i = 0; i < elements.size(); i++) {
      String path = "events[%d]".formatted(i);
      String type = JsonFields.string(elements.get(i), path);
      if (!Event.isType(type)) {
        throw new InvalidRequestException(
            "%s is no type of event; send one such as moderation.alert".formatted(path), path);
      }
      events.add(type);
    }
    return events;
  }

  /** The scope that tenant and application name; everything when there is neither. */
  public static Scope scope(JsonFields fields) {
    try {
      return new Scope(text(fields, "tenant"), text(fields, "application"));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          String.valueOf(e.getMessage()),
          fields.value("application").isPresent() ? "application" : "tenant");
    }
  }

  /** Whether it is to be served, when that is said. */
  public static Optional<Destination.State> state(JsonFields fields) {
    return fields
        .value("enabled")
        .map(
            value ->
                fields.flag("enabled") ? Destination.State.ENABLED : Destination.State.DISABLED);
  }

  /**
   * A URL that can be posted to, when there is one.
   *
   * @throws InvalidRequestException when there is one that cannot
   */
  public static Optional<String> url(JsonFields fields, Targets targets) {
    return fields
        .value("url")
        .map(value -> JsonFields.string(value, "url").strip())
        .map(
            url -> {
              targets
                  .problem(url)
                  .ifPresent(
                      problem -> {
                        throw new InvalidRequestException("url cannot be used: " + problem, "url");
                      });
              return url;
            });
  }

  private static Optional<String> text(JsonFields fields, String name) {
    return fields.value(name).map(value -> JsonFields.string(value, name));
  }
}
