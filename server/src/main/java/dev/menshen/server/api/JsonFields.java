package dev.menshen.server.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object in a request, read one by one. Nothing is coerced: a number where a
 * string belongs is a mistake of the client.
 *
 * @param object the object
 * @param path where it is in the body, such as {@code messages[0]}; empty for the body itself
 */
public record JsonFields(JsonNode object, String path) {
  /** What may be repeated to the client: a name, and not a sentence that someone typed. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,40}");

  /**
   * Refuses fields that the endpoint does not know, so that a typing error is not ignored.
   *
   * @throws InvalidRequestException when there are any
   */
  public void allowOnly(String... known) {
    SortedSet<String> unknown = new TreeSet<>(object.propertyNames());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      String name = unknown.first();
      throw new InvalidRequestException(
          "unknown field %s%s; the fields are %s"
              .formatted(quoted(name), inside(), String.join(", ", known)),
          NAME.matcher(name).matches() ? at(name) : null);
    }
  }

  /** The value of a field; empty when it is absent or null. */
  public Optional<JsonNode> value(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  /**
   * The value of a field that must be there.
   *
   * @param what what belongs there, for the message
   */
  public JsonNode required(String name, String what) {
    return value(name)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "%s is missing; send %s".formatted(at(name), what), at(name)));
  }

  /** The value of a field that must be there and be a string. */
  public String requiredString(String name) {
    return string(required(name, "a string"), at(name));
  }

  /**
   * One of several words, when the field is there.
   *
   * @param choices what the words stand for
   * @param label the word for a choice
   */
  public <T> Optional<T> choice(String name, T[] choices, Function<? super T, String> label) {
    if (value(name).isEmpty()) {
      return Optional.empty();
    }
    String word = requiredString(name);
    return Optional.of(
        Stream.of(choices)
            .filter(choice -> label.apply(choice).equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "%s is %s; send one of %s"
                            .formatted(
                                at(name),
                                quoted(word),
                                Stream.of(choices).map(label).collect(Collectors.joining(", "))),
                        at(name))));
  }

  /** Whether a field is true; false when it is absent. */
  public boolean flag(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw new InvalidRequestException(
                    "%s is %s; send true or false".formatted(at(name), kind(value)), at(name));
              }
              return value.booleanValue();
            })
        .orElse(false);
  }

  /** A whole number of milliseconds, at least one, when the field is there. */
  public Optional<Duration> milliseconds(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
                throw new InvalidRequestException(
                    "%s is %s; send a whole number of milliseconds from 1 to %d"
                        .formatted(
                            at(name),
                            value.isNumber() ? "out of range" : kind(value),
                            Integer.MAX_VALUE),
                    at(name));
              }
              return Duration.ofMillis(value.intValue());
            });
  }

  /** A string that stands at {@code path}. */
  public static String string(JsonNode value, String path) {
    if (!value.isString()) {
      throw new InvalidRequestException(
          "%s is %s; send a string".formatted(path, kind(value)), path);
    }
    return value.stringValue();
  }

  /** An object that stands at {@code path}. */
  public static JsonFields object(JsonNode value, String path) {
    if (!value.isObject()) {
      throw new InvalidRequestException(
          "%s is %s; send an object".formatted(path, kind(value)), path);
    }
    return new JsonFields(value, path);
  }

  /** The elements of an array, which may be empty. */
  public static List<JsonNode> elements(JsonNode array) {
    return new ArrayList<>(array.values());
  }

  /** The text of an array of {@code {"type":"text","text":…}} parts, one line for each. */
  public static String text(JsonNode parts, String path) {
    List<String> lines = new ArrayList<>();
    for (JsonNode part : parts.values()) {
      JsonFields fields = object(part, "%s[%d]".formatted(path, lines.size()));
      String type = fields.requiredString("type");
      switch (type) {
        case "text" -> lines.add(fields.requiredString("text"));
        case "image_url", "input_image" ->
            throw new InvalidRequestException(
                "%s is an image, and this server reads text only; send the text parts without it"
                    .formatted(fields.path()),
                fields.at("type"));
        default ->
            throw new InvalidRequestException(
                "%s is %s; the only type of part is \"text\""
                    .formatted(fields.at("type"), quoted(type)),
                fields.at("type"));
      }
    }
    return String.join("\n", lines);
  }

  /** The path of a field of this object. */
  public String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** A name in quotes, or words in place of it when it may be somebody's text. */
  public static String quoted(String name) {
    return NAME.matcher(name).matches()
        ? "\"" + name + "\""
        : "something else (%d characters, not repeated here)".formatted(name.length());
  }

  /** What a value is, for messages. */
  public static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case BOOLEAN -> "a boolean";
      case NULL, MISSING -> "null";
      case NUMBER -> "a number";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case BINARY, POJO -> "no JSON value";
    };
  }

  private String inside() {
    return path.isEmpty() ? "" : " in " + path;
  }
}
