package dev.menshen.server.cli;

import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A conversation as JSON: {@code {"messages": [{"role": ..., "content": ...}]}} or the array alone.
 */
final class ConversationFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final InputFile file;
  private final Texts texts;

  ConversationFile(InputFile file, Texts texts) {
    this.file = file;
    this.texts = texts;
  }

  /** Reads the conversation. Messages about faults name places in the file, never its text. */
  Conversation read() {
    JsonNode root = tree(file.text());
    JsonNode messages = root.isObject() ? root.path("messages") : root;
    if (!messages.isArray()) {
      throw CommandFailure.of(texts.get("error.conversation.shape", file.label()));
    }
    List<Message> turns = new ArrayList<>();
    for (JsonNode message : messages) {
      turns.add(message(message, turns.size() + 1));
    }
    return new Conversation(turns);
  }

  private Message message(JsonNode message, int number) {
    Optional<Role> role =
        message.path("role").isString()
            ? Role.ofLabel(message.path("role").stringValue())
            : Optional.empty();
    if (role.isEmpty()) {
      throw CommandFailure.of(texts.get("error.conversation.role", file.label(), number));
    }
    if (!message.path("content").isString()) {
      throw CommandFailure.of(texts.get("error.conversation.content", file.label(), number));
    }
    return new Message(role.get(), message.path("content").stringValue());
  }

  private JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw CommandFailure.of(
          texts.get(
              "error.json",
              file.label(),
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr()),
          e);
    }
  }
}
