package dev.menshen.server.api;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenAPI document says of bodies that no record of ours mirrors: requests, which {@link
 * ModerateRequest} and {@link OpenAiRequest} read by hand since a field may be a string or an
 * array, and problems, whose members Spring writes.
 */
public final class RequestSchemas {
  private RequestSchemas() {}

  /** The body of {@code POST /api/v1/moderate}. */
  @Schema(
      name = "ModerateRequest",
      description = "Either `text` or `messages`. Other fields are refused.")
  record Moderate(
      @Schema(description = "What a person typed: judged as a prompt.") String text,
      @ArraySchema(
              arraySchema =
                  @Schema(
                      description =
                          "A conversation, oldest message first. The last message is judged: as a"
                              + " prompt when it is the user's, as a response when it is the"
                              + " assistant's."))
          List<Turn> messages,
      @Schema(
              description =
                  "Your id of the end user whose text it is. Menshen keeps a keyed digest of it,"
                      + " counts strikes against it and bans it as the policy says.",
              maxLength = 512)
          String user,
      @Schema(
              description =
                  "Your id of the conversation that the text belongs to, so that its verdict does"
                      + " not flicker while it grows.",
              maxLength = 512)
          String conversationId,
      @Schema(
              description =
                  "The text's language, an ISO 639-1 code. Found out where it is needed and not"
                      + " given.",
              example = "zh")
          String language,
      @Schema(
              description =
                  "Whether the answer holds the text to deliver: marked, masked, or another in its"
                      + " place.",
              defaultValue = "false")
          Boolean returnText,
      @Schema(
              description =
                  "Whether to decide without acting: no strike, no alert, no review, nothing"
                      + " remembered.",
              defaultValue = "false")
          Boolean dryRun,
      @Schema(
              description =
                  "How much the guard finds out. `verdict`: the severity, and the categories of a"
                      + " text that is not Safe. `full`: a probability per category too, of Safe"
                      + " texts as well, which may take longer.",
              allowableValues = {"verdict", "full"},
              defaultValue = "verdict")
          String scores,
      @Schema(
              description =
                  "Whether somebody waits. `bulk` texts let `interactive` ones go first"
                      + " (menshen.guard.bulk-patience), and are the ones that are refused when"
                      + " the queue is full.",
              allowableValues = {"interactive", "bulk"},
              defaultValue = "interactive")
          String priority,
      @Schema(
              description =
                  "How long the client waits for the verdict, in milliseconds. Past that the text is"
                      + " not scanned (504, code `timeout`). The server's own limit,"
                      + " menshen.guard.timeout, holds besides.",
              minimum = "1",
              maximum = "2147483647")
          Integer timeoutMs) {}

  /** A message of a conversation. */
  @Schema(name = "Turn", description = "One message of a conversation.")
  record Turn(
      @Schema(
              description = "Who speaks.",
              allowableValues = {"system", "user", "assistant"},
              requiredMode = RequiredMode.REQUIRED)
          String role,
      @Schema(
              description =
                  "What is said: a string, or an array of text parts, which are joined with line"
                      + " feeds.",
              oneOf = {String.class, TextPart[].class},
              requiredMode = RequiredMode.REQUIRED)
          Object content) {}

  /** A part of a text. */
  @Schema(name = "TextPart", description = "A piece of text.")
  record TextPart(
      @Schema(
              allowableValues = {"text"},
              requiredMode = RequiredMode.REQUIRED)
          String type,
      @Schema(requiredMode = RequiredMode.REQUIRED) String text) {}

  /** The body of {@code POST /v1/moderations}. */
  @Schema(name = "OpenAiModerationRequest", description = "OpenAI's moderation request.")
  record OpenAi(
      @Schema(
              description =
                  "A string; an array of strings, each judged on its own; or an array of text"
                      + " parts, which are joined with line feeds and judged as one. Images are"
                      + " refused.",
              oneOf = {String.class, String[].class, TextPart[].class},
              requiredMode = RequiredMode.REQUIRED)
          Object input,
      @Schema(
              description = "Accepted and ignored: there is one guard.",
              example = "omni-moderation-latest")
          String model,
      @Schema(
              description =
                  "Your id of the end user whose texts they are, as in OpenAI's other endpoints.",
              maxLength = 512)
          String user) {}

  /** An RFC 9457 problem. */
  @Schema(name = "Problem", description = "An RFC 9457 problem.")
  public record Problem(
      @Schema(description = "The status in words.", requiredMode = RequiredMode.REQUIRED)
          String title,
      @Schema(description = "The status.", requiredMode = RequiredMode.REQUIRED) int status,
      @Schema(description = "What happened and what to do.", requiredMode = RequiredMode.REQUIRED)
          String detail,
      @Schema(description = "The path that was asked for.") @Nullable String instance,
      @Schema(
              description = "The cause, for programs.",
              example = "invalid_request",
              requiredMode = RequiredMode.REQUIRED)
          String code,
      @Schema(description = "Where in the body the mistake is.", example = "messages[0].role")
          @Nullable String param,
      @Schema(description = "The id of the moderation that has no verdict, also in the log.")
          @Nullable String moderation) {}
}
