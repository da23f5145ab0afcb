package dev.menshen.server.keys;

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
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code /api/v1/keys}. */
@Tag(name = "Keys", description = "Who may ask, and for what")
interface KeyEndpoint {
  String KEYS = "/api/v1/keys";

  @Operation(
      operationId = "listKeys",
      summary = "The keys",
      description =
          "Those that the caller may administer, the oldest first, in pages; ended ones are among"
              + " them.",
      parameters = {
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many, at most `menshen.keys.page`.",
            schema = @Schema(type = "integer", minimum = "1", defaultValue = "100")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`next` of the page before.",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "200", description = "A page of keys.")
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is wrong; `param` says which.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  KeyBody.Page list(
      HttpServletRequest request,
      @Parameter(hidden = true) @Nullable String limit,
      @Parameter(hidden = true) @Nullable String cursor);

  @Operation(
      operationId = "createKey",
      summary = "Make a key",
      description =
          "The answer shows the key's secret, once: it is kept as a keyed digest only. Once there"
              + " is a key with the scope `admin` and no tenant, the server requires keys of"
              + " everybody.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = KeyRequests.Draft.class),
                      examples = {
                        @ExampleObject(
                            name = "The first key",
                            value =
                                """
                                {"name": "admin", "scopes": ["admin"]}"""),
                        @ExampleObject(
                            name = "A key for a tenant's forum",
                            value =
                                """
                                {"name": "forum", "scopes": ["moderate"], "tenant": "acme", \
                                "application": "forum"}""")
                      })))
  @ApiResponse(responseCode = "201", description = "The key and its secret.")
  @ApiResponse(
      responseCode = "400",
      description = "The body is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "404",
      description = "The tenant is not the caller's.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  KeyBody.Issued create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "rotateKey",
      summary = "Give a key another secret",
      description =
          "The answer shows the new secret, once. The one before stays valid for the grace time, so"
              + " that programs can be given the new one meanwhile.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = KeyRequests.Rotation.class),
                      examples = @ExampleObject("{\"grace\": \"24h\"}"))))
  @ApiResponse(responseCode = "200", description = "The key and its new secret.")
  @ApiResponse(
      responseCode = "400",
      description = "The body is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no key with this id.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @ApiResponse(
      responseCode = "409",
      description = "It has two valid secrets already, or has ended.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  KeyBody.Issued rotate(
      HttpServletRequest request, @Parameter(description = "The key's id.") String id)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "revokeKey",
      summary = "End a key",
      description =
          "Neither of its secrets is taken any more: here at once, on other instances within"
              + " seconds. It stays in the list.")
  @ApiResponse(responseCode = "204", description = "It has ended.")
  @ApiResponse(
      responseCode = "404",
      description = "There is no key with this id.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  void revoke(HttpServletRequest request, @Parameter(description = "The key's id.") String id);
}
