package dev.menshen.server.api;

import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Role;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of {@code POST /api/v1/moderate}: a text on its own, or a conversation whose last
 * message is judged; never both.
 *
 * @param text what a person typed
 * @param messages the turns of a conversation, oldest first
 */
@Schema(
    name = "ModerateRequest",
    description = "Either `text` or `messages`. Other fields are refused.")
record ModerateRequest(
    @Schema(description = "What a person typed: judged as a prompt.") @Nullable String text,
    @ArraySchema(
            arraySchema =
                @Schema(
                    description =
                        "A conversation, oldest message first. The last message is judged: as a"
                            + " prompt when it is the user's, as a response when it is the"
                            + " assistant's."))
        @Nullable List<Turn> messages) {

  /**
   * Reads the body.
   *
   * @throws InvalidRequestException when it has the wrong form
   */
  static ModerateRequest of(JsonFields fields) {
    fields.allowOnly("text", "messages");
    boolean hasText = fields.value("text").isPresent();
    if (hasText == fields.value("messages").isPresent()) {
      throw new InvalidRequestException(
          hasText
              ? "the body has both text and messages; send one of them"
              : "the body has neither text nor messages; send one of them");
    }
    if (hasText) {
      return new ModerateRequest(fields.requiredString("text"), null);
    }
    JsonNode messages = fields.required("messages", "an array");
    if (!messages.isArray()) {
      throw new InvalidRequestException(
          "messages is %s; send an array".formatted(JsonFields.kind(messages)), "messages");
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : messages.values()) {
      turns.add(Turn.of(JsonFields.object(message, "messages[%d]".formatted(turns.size()))));
    }
    return new ModerateRequest(null, turns);
  }

  /**
   * The conversation to judge.
   *
   * @throws dev.menshen.InvalidConversationException when there is nothing to judge in it
   */
  Conversation conversation() {
    if (messages == null) {
      return Conversation.ofPrompt(text == null ? "" : text);
    }
    return new Conversation(messages.stream().map(Turn::message).toList());
  }

  /** One message: who speaks, and what. */
  @Schema(name = "Turn", description = "One message of the conversation.")
  record Turn(
      @Schema(
              description = "Who speaks.",
              allowableValues = {"system", "user", "assistant"},
              requiredMode = Schema.RequiredMode.REQUIRED)
          String role,
      @Schema(
              description =
                  "What is said: a string, or an array of text parts, which are joined with line"
                      + " feeds.",
              oneOf = {String.class, TextPart[].class},
              requiredMode = Schema.RequiredMode.REQUIRED)
          String content) {
    private static Turn of(JsonFields fields) {
      fields.allowOnly("role", "content");
      String role = fields.requiredString("role");
      if (Role.ofLabel(role).isEmpty()) {
        throw new InvalidRequestException(
            "%s is %s; the roles are %s"
                .formatted(
                    fields.at("role"),
                    JsonFields.quoted(role),
                    Stream.of(Role.values()).map(Role::label).collect(Collectors.joining(", "))),
            fields.at("role"));
      }
      JsonNode content = fields.required("content", "a string or an array of text parts");
      return new Turn(
          role,
          content.isArray()
              ? JsonFields.text(content, fields.at("content"))
              : JsonFields.string(content, fields.at("content")));
    }

    private Message message() {
      return new Message(Role.ofLabel(role).orElseThrow(), content);
    }
  }

  /** A part of a message's content. */
  @Schema(name = "TextPart", description = "A piece of text.")
  record TextPart(
      @Schema(
              allowableValues = {"text"},
              requiredMode = Schema.RequiredMode.REQUIRED)
          String type,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String text) {}
}
