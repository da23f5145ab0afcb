package dev.menshen.server.api;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Message;
import dev.menshen.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * @param user the caller's id of the end user
 * @param conversationId the caller's id of the growing conversation
 * @param language the text's language, an ISO 639-1 code
 * @param returnText whether the text to deliver is wanted
 * @param dryRun whether nothing is to come of the decision
 * @param options what is asked of the guard; the time that the client gives runs from here
 */
record ModerateRequest(
    @Nullable String text,
    @Nullable List<Turn> messages,
    Optional<String> user,
    Optional<String> conversationId,
    Optional<String> language,
    boolean returnText,
    boolean dryRun,
    AssessmentOptions options) {
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  /** So long an id of a user or a conversation may be, in UTF-16 units. */
  private static final int MAX_ID = 512;

  /**
   * Reads the body.
   *
   * @throws InvalidRequestException when it has the wrong form
   * @throws TextTooLongException when there is more text than the limits allow
   */
  static ModerateRequest of(JsonFields fields, TextLimits limits) {
    fields.allowOnly(
        "text",
        "messages",
        "user",
        "conversationId",
        "language",
        "returnText",
        "dryRun",
        "scores",
        "priority",
        "timeoutMs");
    AssessmentOptions options = options(fields);
    boolean hasText = fields.value("text").isPresent();
    if (hasText == fields.value("messages").isPresent()) {
      throw new InvalidRequestException(
          hasText
              ? "the body has both text and messages; send one of them"
              : "the body has neither text nor messages; send one of them");
    }
    if (hasText) {
      String text = limits.checked(fields.requiredString("text"), "text");
      limits.checkTogether(List.of(text));
      return of(fields, text, null, options);
    }
    JsonNode messages = fields.required("messages", "an array");
    if (!messages.isArray()) {
      throw new InvalidRequestException(
          "messages is %s; send an array".formatted(JsonFields.kind(messages)), "messages");
    }
    limits.checkMessages(messages.size(), "messages");
    List<Turn> turns = new ArrayList<>();
    for (JsonNode message : messages.values()) {
      turns.add(
          Turn.of(JsonFields.object(message, "messages[%d]".formatted(turns.size())), limits));
    }
    limits.checkTogether(turns.stream().map(Turn::content).toList());
    return of(fields, null, turns, options);
  }

  private static ModerateRequest of(
      JsonFields fields,
      @Nullable String text,
      @Nullable List<Turn> turns,
      AssessmentOptions options) {
    return new ModerateRequest(
        text,
        turns,
        id(fields, "user"),
        id(fields, "conversationId"),
        language(fields),
        fields.flag("returnText"),
        fields.flag("dryRun"),
        options);
  }

  /** An id that the caller gave something, when the field is there. */
  static Optional<String> id(JsonFields fields, String name) {
    return fields
        .value(name)
        .map(value -> checkedId(JsonFields.string(value, fields.at(name)), fields.at(name)));
  }

  /** An id that is one; {@code place} tells where it stood. */
  static String checkedId(String id, String place) {
    if (id.isBlank() || id.length() > MAX_ID) {
      throw new InvalidRequestException(
          "%s is empty or longer than %d characters; send your own id, or leave it out"
              .formatted(place, MAX_ID),
          place);
    }
    return id;
  }

  private static Optional<String> language(JsonFields fields) {
    Optional<String> language =
        fields.value("language").map(value -> JsonFields.string(value, fields.at("language")));
    if (language.filter(it -> !LANGUAGE.matcher(it).matches()).isPresent()) {
      throw new InvalidRequestException(
          "language is no language code; send one such as \"en\" or \"zh\", or leave it out",
          fields.at("language"));
    }
    return language;
  }

  private static AssessmentOptions options(JsonFields fields) {
    return new AssessmentOptions(
        fields.choice("scores", Scores.values(), Scores::label).orElse(Scores.VERDICT),
        fields.choice("priority", Priority.values(), Priority::label).orElse(Priority.INTERACTIVE),
        fields.milliseconds("timeoutMs").map(Deadline::of).orElse(Deadline.none()));
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
  record Turn(String role, String content) {
    private static Turn of(JsonFields fields, TextLimits limits) {
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
      String text =
          content.isArray()
              ? JsonFields.text(content, fields.at("content"))
              : JsonFields.string(content, fields.at("content"));
      return new Turn(role, limits.checked(text, fields.at("content")));
    }

    private Message message() {
      return new Message(Role.ofLabel(role).orElseThrow(), content);
    }
  }
}
