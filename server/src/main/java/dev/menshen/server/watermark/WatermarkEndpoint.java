package dev.menshen.server.watermark;

import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.RequestSchemas;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code POST /api/v1/watermark/read}. */
@Tag(name = "Watermark", description = "Which decision a text came from")
interface WatermarkEndpoint {
  @Operation(
      operationId = "readWatermark",
      summary = "Tell which decision a text came from",
      description =
          """
          Finds the invisible marks in a text that was delivered with a watermark, or in a part of \
          one, and says what was decided about each.

          A mark that somebody else made, or that was changed, is none. A text without a mark is \
          answered with an empty list. The text is neither logged nor kept.
          """,
      parameters =
          @Parameter(
              name = CallerHeaders.TENANT,
              in = ParameterIn.HEADER,
              description = "Whose moderations are looked up; `default` when it is absent.",
              schema = @Schema(type = "string")),
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = ReadRequest.class))))
  @ApiResponse(
      responseCode = "200",
      description = "The marks, none of them or several.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = MarksBody.class)))
  @ApiResponse(
      responseCode = "400",
      description = "The body or a header is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "413",
      description = "The body is longer than `menshen.limits.body`.",
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
  MarksBody read(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

  /** The body of the request, for the document. */
  @Schema(name = "ReadWatermarkRequest")
  record ReadRequest(
      @Schema(
              description = "The text, or a part of it, as it was copied.",
              requiredMode = RequiredMode.REQUIRED)
          String text) {}
}
