package dev.menshen.server.archive;

import dev.menshen.server.api.RequestSchemas;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code /api/v1/audit}. */
@Tag(name = "Audit", description = "What was moderated and who changed what, without texts")
interface AuditEndpoint {
  @Operation(
      operationId = "auditRecords",
      summary = "Records of the audit journal",
      description =
          "The records of this instance, in the order in which they were written, as docs/audit.md"
              + " describes them. A page may have fewer records than asked for, and even none, when"
              + " many lines had to be read for it: there are more as long as there is `next`. To"
              + " read records is itself recorded, once for the first page.",
      parameters = {
        @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "The earliest time.",
            schema = @Schema(type = "string", format = "date-time")),
        @Parameter(
            name = "until",
            in = ParameterIn.QUERY,
            description = "The time before which they are.",
            schema = @Schema(type = "string", format = "date-time")),
        @Parameter(name = "tenant", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
        @Parameter(name = "application", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
        @Parameter(
            name = "subject",
            in = ParameterIn.QUERY,
            description = "The digest of the end user's id.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "moderation",
            in = ParameterIn.QUERY,
            description = "The id of a moderation.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"moderation", "act"})),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many.",
            schema =
                @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`next` of the page before.",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "200", description = "A page of records.")
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is wrong; `param` says which.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  AuditBody records(HttpServletRequest request) throws IOException;

  @Operation(
      operationId = "searchAudit",
      summary = "The records of a text",
      description =
          "Finds a text by its digests under all keys that there have been. It must be the same to"
              + " the letter as the one that was moderated. The text is not kept; that somebody"
              + " searched for its digest is recorded.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = AuditBody.Search.class),
                      examples =
                          @ExampleObject(
                              """
                              {"text": "the text", "since": "2026-11-01T00:00:00Z"}"""))))
  @ApiResponse(responseCode = "200", description = "A page of records.")
  @ApiResponse(
      responseCode = "400",
      description = "The body is wrong; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  AuditBody search(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;
}
