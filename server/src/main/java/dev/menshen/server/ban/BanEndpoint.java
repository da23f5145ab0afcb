package dev.menshen.server.ban;

import dev.menshen.server.api.BadRequest;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.RequestSchemas;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code /api/v1/bans}. */
@Tag(name = "Bans", description = "Users who may not send text for a while")
interface BanEndpoint {
  @Operation(
      operationId = "listBans",
      summary = "The bans that hold now",
      description = "The bans of a tenant, those that end first first, in pages.",
      parameters = {
        @Parameter(
            name = CallerHeaders.TENANT,
            in = ParameterIn.HEADER,
            description = "The tenant; `default` when it is absent.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many, at most `menshen.bans.page`.",
            schema = @Schema(type = "integer", minimum = "1", defaultValue = "100")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`next` of the page before.",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "200", description = "A page of bans.")
  @BadRequest
  BansBody list(
      HttpServletRequest request,
      @Parameter(hidden = true) @Nullable String limit,
      @Parameter(hidden = true) @Nullable String cursor);

  @Operation(
      operationId = "lookUpBan",
      summary = "How a user stands",
      description =
          "Whether a user is banned, and how many strikes count now. It is posted, so that ids of"
              + " users do not end up in the logs of addresses.",
      parameters = {
        @Parameter(
            name = CallerHeaders.TENANT,
            in = ParameterIn.HEADER,
            description = "Whose user it is; `default` when it is absent.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = CallerHeaders.APPLICATION,
            in = ParameterIn.HEADER,
            description = "Whose policy says how long strikes count; `default` when it is absent.",
            schema = @Schema(type = "string"))
      },
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = BanRequest.Lookup.class),
                      examples = @ExampleObject("{\"user\": \"user-4711\"}"))))
  @ApiResponse(responseCode = "200", description = "How the user stands.")
  @BadRequest
  @BadBody
  StandingBody lookUp(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "ban",
      summary = "Ban a user by hand",
      description =
          "Bans a user from now on. Of two bans the one that ends later holds, and is the answer;"
              + " to shorten a ban, lift it first.",
      parameters =
          @Parameter(
              name = CallerHeaders.TENANT,
              in = ParameterIn.HEADER,
              description = "Whose user it is; `default` when it is absent.",
              schema = @Schema(type = "string")),
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = BanRequest.Body.class),
                      examples =
                          @ExampleObject(
                              """
                              {"user": "user-4711", "duration": "12h", "reason": "spam"}"""))))
  @ApiResponse(responseCode = "200", description = "The ban that holds now.")
  @BadRequest
  @BadBody
  BanBody ban(HttpServletRequest request) throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "liftBan",
      summary = "Lift a ban",
      description = "Ends a ban and forgets the user's strikes.",
      parameters = {
        @Parameter(
            name = CallerHeaders.TENANT,
            in = ParameterIn.HEADER,
            description = "Whose user it is; `default` when it is absent.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "subject",
            in = ParameterIn.PATH,
            description = "The digest that a ban or a lookup tells.",
            required = true,
            schema = @Schema(type = "string", pattern = "[0-9a-f]{64}"))
      })
  @ApiResponse(responseCode = "204", description = "The ban is lifted.", content = @Content)
  @ApiResponse(
      responseCode = "404",
      description = "The tenant has no such user who is banned now.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @BadRequest
  void lift(HttpServletRequest request, @Parameter(hidden = true) String subject);

  /** The body cannot be taken. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponses({
    @ApiResponse(
        responseCode = "413",
        description = "The body is longer than `menshen.limits.body`.",
        content =
            @Content(
                mediaType = "application/problem+json",
                schema = @Schema(implementation = RequestSchemas.Problem.class))),
    @ApiResponse(
        responseCode = "415",
        description = "The body is not sent as application/json.",
        content =
            @Content(
                mediaType = "application/problem+json",
                schema = @Schema(implementation = RequestSchemas.Problem.class)))
  })
  @interface BadBody {}
}
