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

/** What the OpenAPI document says of {@code POST /api/v1/moderate}. */
@Tag(name = "Moderation")
interface ModerateEndpoint {
  @Operation(
      operationId = "moderate",
      summary = "Judge a text or a conversation",
      description =
          """
          Judges a text on its own, or the last message of a conversation.

          Do what `action` says: `pass`, `review` or `block`. `decision` tells what else is done, \
          and which rule of which policy caused it. The policy is that of the application which the \
          headers `Menshen-Tenant` and `Menshen-Application` name.

          `status` says whether there is a verdict. `assessed` comes with a severity. `not_scanned` \
          comes with a `reason` and no severity: the text is neither safe nor unsafe. A text in a \
          language that the guard does not know is answered this way, with 200, and so is one that \
          the policy lets through without a verdict; when the guard is overloaded, too slow or \
          broken and the policy blocks, the answer is an error. So is the answer to a text of a \
          banned user.

          `scores`, `priority` and `timeoutMs` say what is asked of the guard. A client that closes \
          its connection stops the work on its text.
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = RequestSchemas.Moderate.class),
                      examples = {
                        @ExampleObject(
                            name = "A prompt",
                            value =
                                """
                                {"text": "How do I sharpen a kitchen knife?"}"""),
                        @ExampleObject(
                            name = "A user's text, and what to deliver of it",
                            value =
                                """
                                {"text": "How do I sharpen a kitchen knife?", "user": "42", \
                                "conversationId": "7f3a", "returnText": true}"""),
                        @ExampleObject(
                            name = "An answer, with its question",
                            value =
                                """
                                {"messages": [
                                  {"role": "user", "content": "How do I sharpen a kitchen knife?"},
                                  {"role": "assistant", "content": "Draw it over a wet stone."}
                                ]}"""),
                        @ExampleObject(
                            name = "A text of a backlog, with all scores",
                            value =
                                """
                                {"text": "How do I sharpen a kitchen knife?", "scores": "full", \
                                "priority": "bulk", "timeoutMs": 10000}""")
                      })))
  @ApiResponse(
      responseCode = "200",
      description = "The text was judged, or is in a language that the guard does not know.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ModerationBody.class),
              examples = {
                @ExampleObject(
                    name = "Assessed",
                    value =
                        """
                        {
                          "id": "0b6f3f3e-54c2-4d0e-9d25-1d3a4c8f2b11",
                          "status": "assessed",
                          "action": "block",
                          "severity": "Unsafe",
                          "probabilities": {"Safe": 0.05, "Controversial": 0.15, "Unsafe": 0.8},
                          "categories": [{"name": "Violent", "probability": 0.9}],
                          "refusal": null,
                          "decision": {
                            "severity": "Unsafe",
                            "categories": ["Violent"],
                            "actions": [
                              {"action": "block", "rule": "unsafe"},
                              {"action": "alert", "rule": "unsafe"},
                              {"action": "ban", "rule": "unsafe"}
                            ],
                            "policy": {"name": "default", "scope": "global", "version": 0}
                          },
                          "hits": [],
                          "ban": {"until": "2026-11-24T16:01:41Z", "strikes": 1},
                          "view": "raw",
                          "views": 1,
                          "language": "en",
                          "source": "computed",
                          "guard": {"kind": "lite", "model": "menshen-lite-2026.11"},
                          "windows": 1,
                          "tokens": 12,
                          "latencyMs": 3.2
                        }"""),
                @ExampleObject(
                    name = "Not scanned",
                    value =
                        """
                        {
                          "id": "5a0f2c1d-7c0b-4f1e-8f59-4b7c2a9e6d10",
                          "status": "not_scanned",
                          "reason": "unsupported_language",
                          "detail": "the guard knows Chinese and English only",
                          "action": "block",
                          "severity": null,
                          "probabilities": null,
                          "categories": [],
                          "refusal": null,
                          "decision": {
                            "severity": null,
                            "categories": [],
                            "actions": [
                              {"action": "block", "rule": "not-scanned.unsupported_language"}
                            ],
                            "policy": {"name": "default", "scope": "global", "version": 0}
                          },
                          "hits": [],
                          "view": null,
                          "views": 0,
                          "source": null,
                          "guard": {"kind": "lite", "model": "menshen-lite-2026.11"},
                          "windows": 0,
                          "tokens": 0,
                          "latencyMs": 0.4
                        }""")
              }))
  @ApiResponse(
      responseCode = "400",
      description = "The body is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
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
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "413",
      description =
          "The body is longer than `menshen.limits.body` or the text than `menshen.limits.text` or"
              + " `menshen.limits.characters` (code `text_too_long`), the text is longer than what the"
              + " guard reads at all (code `too_long`), or the request counts more than a limit lets"
              + " in within a minute (code `request_too_large`).",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "415",
      description = "The body is not sent as application/json.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
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
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "500",
      description = "Not scanned: the guard failed (code `guard_failed`).",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "502",
      description =
          "Not scanned: no server of the guard can be reached (code `backend_down`), or what it"
              + " answered is no verdict (code `unparsable`).",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
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
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "504",
      description = "Not scanned: the guard gave no verdict in time (code `timeout`).",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  ModerationBody moderate(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotSupportedException;
}
