package dev.menshen.server.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code POST /v1/moderations}. */
@Tag(name = "OpenAI compatible")
interface OpenAiEndpoint {
  @Operation(
      operationId = "createModeration",
      summary = "Judge texts as OpenAI's moderation endpoint does",
      description =
          """
          For programs that were written for OpenAI's moderation endpoint. `model` is accepted and \
          ignored, as are fields that this server does not know.

          `flagged` is true when the severity is Controversial or Unsafe. Each result has all \
          thirteen categories and a `menshen` object with the whole moderation in Qwen3Guard's \
          words; PII, politics, copyright and jailbreaks have no category of OpenAI's and show in \
          `flagged` and `menshen` alone.

          A single input is judged for somebody who waits. Several inputs are bulk work: they let \
          single ones go first, and together take no longer than `menshen.limits.batch-timeout`. A \
          client that closes its connection stops the work.

          A text that was not scanned is never just `flagged: false`. When no input was scanned \
          the request fails; when some were, the result of each that was not is `flagged: true` \
          with scores of 0 and `menshen.status` `not_scanned`.
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = RequestSchemas.OpenAi.class),
                      examples = {
                        @ExampleObject(
                            name = "One text",
                            value =
                                """
                                {"input": "How do I sharpen a kitchen knife?"}"""),
                        @ExampleObject(
                            name = "Several texts",
                            value =
                                """
                                {"input": ["How do I sharpen a knife?", "And a pair of scissors?"]}\
                                """),
                        @ExampleObject(
                            name = "Text parts, judged as one",
                            value =
                                """
                                {"input": [{"type": "text", "text": "How do I sharpen a knife?"}]}\
                                """)
                      })))
  @ApiResponse(
      responseCode = "200",
      description = "One result per input; one for all text parts together.")
  @ApiResponse(
      responseCode = "400",
      description = "The body is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "403",
      description = "Not read: the user is banned (code `subject_banned`).",
      headers =
          @Header(
              name = "Retry-After",
              description = "Seconds until the ban ends.",
              schema = @Schema(type = "integer")),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "413",
      description =
          "The body is longer than `menshen.limits.body` or its texts than `menshen.limits.text` or"
              + " `menshen.limits.characters` (code `text_too_long`), or the request counts more than"
              + " a limit lets in within a minute (code `request_too_large`).",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "415",
      description = "The body is not sent as application/json.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "422",
      description =
          "Not scanned: the language is one that the guard does not know (code"
              + " `unsupported_language`).",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "429",
      description =
          "Not read: the key or the user asks for too much (code `rate_limit_exceeded`). Answers of"
              + " callers that are limited say in the headers `RateLimit-Policy` and `RateLimit`"
              + " what is left.",
      headers =
          @Header(
              name = "Retry-After",
              description = "Seconds to wait.",
              schema = @Schema(type = "integer")),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "500",
      description = "Not scanned: the guard failed (code `guard_failed`).",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "502",
      description =
          "Not scanned: no server of the guard can be reached (code `backend_down`), or what it"
              + " answered is no verdict (code `unparsable`).",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "503",
      description =
          "Not scanned: the guard has all the work it can take (code `overloaded`), or what was found"
              + " could not be recorded (code `audit_unavailable`).",
      headers =
          @Header(
              name = "Retry-After",
              description = "Seconds to wait.",
              schema = @Schema(type = "integer")),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  @ApiResponse(
      responseCode = "504",
      description = "Not scanned: the guard gave no verdict in time (code `timeout`).",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = OpenAiError.class)))
  OpenAiModeration moderate(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotSupportedException;
}
