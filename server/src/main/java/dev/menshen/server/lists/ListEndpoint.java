package dev.menshen.server.lists;

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
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of the endpoints of lists. */
@Tag(name = "Lists")
interface ListEndpoint {
  String ENTRIES = "/api/v1/lists/entries";
  String CSV_ENTRIES = "/api/v1/lists/entries.csv";

  @Operation(
      operationId = "listEntries",
      summary = "The entries of a scope",
      description =
          """
          Those of exactly this scope, by id: everybody's without `tenant`, a tenant's with it, an \
          application's with both. Expired entries are among them.
          """)
  @ApiResponse(
      responseCode = "200",
      description = "Some entries, and where to go on.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ListBodies.Page.class)))
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is wrong; `param` says which.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  ListBodies.Page entries(
      HttpServletRequest request,
      @Parameter(description = "The tenant.") @Nullable String tenant,
      @Parameter(description = "The application of the tenant.") @Nullable String application,
      @Parameter(description = "Only `allow` or only `deny` entries.") @Nullable String kind,
      @Parameter(description = "`next` of the page before.") @Nullable String cursor,
      @Parameter(description = "How many, 1 to 1000; 100 when it is not given.")
          @Nullable String limit);

  @Operation(
      operationId = "listEntry",
      summary = "An entry",
      description = "The entry with this id, of whichever scope.")
  @ApiResponse(
      responseCode = "200",
      description = "The entry.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = EntryBody.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is none with this id.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  EntryBody entry(
      HttpServletRequest request, @Parameter(description = "The entry's id.") String id);

  @Operation(
      operationId = "addListEntries",
      summary = "Add or replace entries",
      description =
          """
          Takes one entry, or several in `entries`: all of them or, when one is wrong, none. An \
          entry with the id of another replaces it. They hold for texts that come after the answer; \
          other instances notice within `menshen.lists.refresh`.
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(oneOf = {EntryBody.class, ListBodies.Sent.class}),
                      examples = {
                        @ExampleObject(
                            name = "A word that is denied to everybody",
                            value =
                                """
                                {"text": "badword", "category": "Unethical Acts"}"""),
                        @ExampleObject(
                            name = "Entries of a tenant",
                            value =
                                """
                                {"entries": [
                                  {"tenant": "acme", "type": "phrase", "text": "枪支", \
                                "readings": ["pinyin"], "decides": true},
                                  {"tenant": "acme", "kind": "allow", "type": "phrase", \
                                "text": "kill a process", "note": "administrators' talk"}
                                ]}""")
                      })))
  @ApiResponse(
      responseCode = "201",
      description = "The entries are kept.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ListBodies.Kept.class)))
  @ApiResponse(
      responseCode = "400",
      description = "An entry is wrong; `param` says where. None is kept.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  ListBodies.Kept add(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "removeListEntry",
      summary = "Remove an entry",
      description = "It does not hold for texts that come after the answer.")
  @ApiResponse(responseCode = "204", description = "It is gone.")
  @ApiResponse(
      responseCode = "404",
      description = "There is none with this id.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  void remove(HttpServletRequest request, @Parameter(description = "The entry's id.") String id);

  @Operation(
      operationId = "exportListEntries",
      summary = "The entries of a scope as CSV",
      description = "All of them; what is exported can be imported as it is.")
  @ApiResponse(
      responseCode = "200",
      description = "A header, and a row for each entry.",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
  ResponseEntity<String> exportCsv(
      HttpServletRequest request,
      @Parameter(description = "The tenant.") @Nullable String tenant,
      @Parameter(description = "The application of the tenant.") @Nullable String application,
      @Parameter(description = "Only `allow` or only `deny` entries.") @Nullable String kind);

  @Operation(
      operationId = "importListEntries",
      summary = "Add or replace entries from CSV",
      description =
          """
          RFC 4180 in UTF-8: a header with the fields of an entry in any order, `text` at least, \
          then a row for each entry; several readings are parted by blanks. All rows or, when one \
          is wrong, none. A body longer than `menshen.limits.body` is refused: send it in parts, or \
          raise the limit.
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "text/csv",
                      schema = @Schema(type = "string"),
                      examples =
                          @ExampleObject(
                              name = "Two entries",
                              value =
                                  """
                                  text,type,category,readings
                                  badword,word,Unethical Acts,
                                  枪支,phrase,Violent,pinyin initials
                                  """))))
  @ApiResponse(
      responseCode = "201",
      description = "The entries are kept.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ListBodies.Kept.class)))
  @ApiResponse(
      responseCode = "400",
      description = "Rows are wrong; `detail` names the first ten with their lines. None is kept.",
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
  ListBodies.Kept importCsv(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "testLists",
      summary = "What the lists find in a text",
      description =
          "Looks through a text with the entries that hold for the application of the request's"
              + " headers. Asks no guard, and counts and keeps nothing.",
      parameters = {
        @Parameter(
            name = CallerHeaders.TENANT,
            in = ParameterIn.HEADER,
            description = "The tenant."),
        @Parameter(
            name = CallerHeaders.APPLICATION,
            in = ParameterIn.HEADER,
            description = "The application of the tenant.")
      },
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = ListBodies.Trial.class),
                      examples =
                          @ExampleObject(
                              name = "A text",
                              value =
                                  """
                                  {"text": "is b-a-d-w-o-r-d in it?"}"""))))
  @ApiResponse(
      responseCode = "200",
      description = "The hits.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ListBodies.Found.class)))
  @ApiResponse(
      responseCode = "400",
      description = "The body is not what this endpoint takes; `param` says where.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  ListBodies.Found test(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;
}
