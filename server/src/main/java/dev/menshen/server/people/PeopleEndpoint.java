package dev.menshen.server.people;

import dev.menshen.server.api.BadRequest;
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
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code /api/v1/people}. */
@Tag(name = "People", description = "Who may log in, and what for")
interface PeopleEndpoint {
  String PEOPLE = "/api/v1/people";

  @Operation(
      operationId = "listPeople",
      summary = "The people",
      description = "Those that the caller may administer, by name, in pages.",
      parameters = {
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many, at most 1000.",
            schema = @Schema(type = "integer", minimum = "1", defaultValue = "100")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`next` of the page before.",
            schema = @Schema(type = "string"))
      })
  @ApiResponse(responseCode = "200", description = "A page of people.")
  @BadRequest
  PersonBody.Page list(
      HttpServletRequest request,
      @Parameter(hidden = true) @Nullable String limit,
      @Parameter(hidden = true) @Nullable String cursor);

  @Operation(
      operationId = "createPerson",
      summary = "Let somebody log in",
      description =
          "Makes an account with a random password, which the answer shows once. Once there is an"
              + " account, the server lets nobody in without one, or a key.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PersonBody.Draft.class),
                      examples =
                          @ExampleObject(
                              """
                              {"name": "alice", "roles": ["reviewer"], "tenant": "acme"}"""))))
  @ApiResponse(responseCode = "201", description = "The person and the password.")
  @BadRequest
  @Unknown
  PersonBody.Issued create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "changePerson",
      summary = "Change what somebody may do",
      description =
          "Changes the roles, or whether the person may log in. Either logs the person out"
              + " everywhere.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = PersonBody.Change.class),
                      examples = @ExampleObject("{\"enabled\": false}"))))
  @ApiResponse(responseCode = "200", description = "The person as it is now.")
  @BadRequest
  @Unknown
  PersonBody change(HttpServletRequest request, @Parameter(description = "The id.") String id)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "resetPassword",
      summary = "Give somebody another password",
      description = "The answer shows it, once. The person is logged out everywhere.")
  @ApiResponse(responseCode = "200", description = "The person and the password.")
  @BadRequest
  @Unknown
  PersonBody.Issued resetPassword(
      HttpServletRequest request, @Parameter(description = "The id.") String id);

  @Operation(
      operationId = "resetSecondFactor",
      summary = "Take somebody's second factor away",
      description =
          "For whoever has lost it, and the recovery codes. The person is logged out everywhere.")
  @ApiResponse(responseCode = "204", description = "There is none any more.")
  @BadRequest
  @Unknown
  void resetSecondFactor(HttpServletRequest request, @Parameter(description = "The id.") String id);

  @Operation(
      operationId = "signOut",
      summary = "Log somebody out everywhere",
      description = "Ends all sessions of the person, at once and on all instances.")
  @ApiResponse(responseCode = "204", description = "The sessions have ended.")
  @Unknown
  void signOut(HttpServletRequest request, @Parameter(description = "The id.") String id);

  /** There is nobody, or nobody whom the caller may see. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "404",
      description = "There is nobody with this id, or the tenant is not the caller's.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @interface Unknown {}
}
