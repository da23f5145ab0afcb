package dev.menshen.server.eval;

import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.InvalidConversationException;
import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns a line of JSON into a row. Messages about faults name fields and never their values. */
final class RowReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String CATEGORIES =
      Stream.of(Category.values()).map(Category::label).collect(Collectors.joining(", "));

  private RowReader() {}

  /**
   * Reads a row.
   *
   * @throws InvalidRowsException with a message that says what is wrong with the line
   */
  static LabelledRow read(String line) throws InvalidRowsException {
    JsonNode row = object(line);
    return new LabelledRow(conversation(row), severity(row), categories(row), string(row, "lang"));
  }

  /**
   * Reads what a row has the guard judge, whatever labels it has.
   *
   * @throws InvalidRowsException with a message that says what is wrong with the line
   */
  static Conversation readConversation(String line) throws InvalidRowsException {
    return conversation(object(line));
  }

  private static JsonNode object(String line) throws InvalidRowsException {
    JsonNode row;
    try {
      row = MAPPER.readTree(line);
    } catch (JacksonException e) {
      throw new InvalidRowsException(
          "not valid JSON at column %d; mend it there".formatted(e.getLocation().getColumnNr()));
    }
    if (!row.isObject()) {
      throw new InvalidRowsException(
          "not a JSON object; a row is {\"text\": \"...\", \"severity\": \"Safe\"}");
    }
    return row;
  }

  private static Conversation conversation(JsonNode row) throws InvalidRowsException {
    Optional<String> text = string(row, "text");
    Optional<String> prompt = string(row, "prompt");
    Optional<String> response = string(row, "response");
    boolean hasMessages = row.hasNonNull("messages");
    if (Stream.of(text.isPresent(), prompt.isPresent(), hasMessages).filter(it -> it).count()
        != 1) {
      throw new InvalidRowsException(
          "it needs \"text\" or \"prompt\" or \"messages\", and only one of them");
    }
    if (hasMessages) {
      return messages(row.path("messages"));
    }
    if (text.isPresent() && response.isPresent()) {
      throw new InvalidRowsException(
          "\"response\" belongs to a \"prompt\"; call the question \"prompt\"");
    }
    try {
      Message first = Message.user(text.or(() -> prompt).orElseThrow());
      return new Conversation(
          response
              .map(answer -> List.of(first, Message.assistant(answer)))
              .orElseGet(() -> List.of(first)));
    } catch (InvalidConversationException e) {
      throw new InvalidRowsException(String.valueOf(e.getMessage()));
    }
  }

  private static Conversation messages(JsonNode array) throws InvalidRowsException {
    if (!array.isArray()) {
      throw new InvalidRowsException(
          "\"messages\" must be an array of {\"role\": \"user\", \"content\": \"...\"}");
    }
    List<Message> messages = new ArrayList<>();
    try {
      for (int i = 0; i < array.size(); i++) {
        String place = "\"messages\"[%d]".formatted(i);
        Role role =
            string(array.get(i), "role")
                .flatMap(Role::ofLabel)
                .orElseThrow(
                    () ->
                        new InvalidRowsException(
                            place + " needs a \"role\", one of system, user, assistant"));
        String content =
            string(array.get(i), "content")
                .orElseThrow(() -> new InvalidRowsException(place + " needs a \"content\""));
        messages.add(new Message(role, content));
      }
      return new Conversation(messages);
    } catch (InvalidConversationException e) {
      throw new InvalidRowsException(String.valueOf(e.getMessage()));
    }
  }

  private static Severity severity(JsonNode row) throws InvalidRowsException {
    return string(row, "severity")
        .flatMap(Severity::ofLabel)
        .orElseThrow(
            () ->
                new InvalidRowsException(
                    "it needs a \"severity\", one of Safe, Controversial, Unsafe"));
  }

  private static Set<Category> categories(JsonNode row) throws InvalidRowsException {
    JsonNode labels = row.path("categories");
    if (labels.isMissingNode() || labels.isNull()) {
      return Set.of();
    }
    if (!labels.isArray()) {
      throw new InvalidRowsException("\"categories\" must be an array of names");
    }
    Set<Category> categories = EnumSet.noneOf(Category.class);
    for (int i = 0; i < labels.size(); i++) {
      int place = i;
      categories.add(
          Optional.of(labels.get(i))
              .filter(JsonNode::isString)
              .flatMap(label -> Category.ofLabel(label.stringValue()))
              .orElseThrow(
                  () ->
                      new InvalidRowsException(
                          "\"categories\"[%d] must be one of: %s".formatted(place, CATEGORIES))));
    }
    return categories;
  }

  /** A field that may be missing or null. */
  private static Optional<String> string(JsonNode row, String field) throws InvalidRowsException {
    JsonNode value = row.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new InvalidRowsException("\"%s\" must be a string".formatted(field));
    }
    return Optional.of(value.stringValue());
  }
}
