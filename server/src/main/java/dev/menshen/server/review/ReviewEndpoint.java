package dev.menshen.server.review;

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
import io.swagger.v3.oas.annotations.responses.ApiResponses;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;

/** What the OpenAPI document says of {@code /api/v1/review}. */
@Tag(name = "Review", description = "Texts that a policy puts before a person")
interface ReviewEndpoint {
  @Operation(
      operationId = "listReviewItems",
      summary = "Review items",
      description = "Without their texts, the latest first, in pages.",
      parameters = {
        @Parameter(name = "state", in = ParameterIn.QUERY, schema = @Schema(type = "string")),
        @Parameter(
            name = "severity",
            in = ParameterIn.QUERY,
            description = "`Safe`, `Controversial` or `Unsafe` by the policy, or `not_scanned`.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "A category that counted, by Qwen3Guard's name.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "The earliest time of the first moderation.",
            schema = @Schema(type = "string", format = "date-time")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "`next` of the page before.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many, at most `menshen.review.page`.",
            schema = @Schema(type = "integer", minimum = "1", defaultValue = "50"))
      })
  @OfWhom
  @ApiResponse(responseCode = "200", description = "A page of items.")
  @BadRequest
  ItemBody.Page list(HttpServletRequest request);

  @Operation(
      operationId = "getReviewItem",
      summary = "A review item",
      description =
          "With its text for whoever has the permission `review`; that they saw it is recorded. The"
              + " id of any of its moderations will do, until the text is erased.")
  @ApiResponse(responseCode = "200", description = "The item.")
  @Missing
  ItemBody get(HttpServletRequest request, @ItemId String id);

  @Operation(
      operationId = "nextReviewItem",
      summary = "The next item to review",
      description =
          "Gives you the item that is due first and that nobody is at, with its text, for"
              + " `menshen.review.claim`. No two reviewers get the same.")
  @OfWhom
  @ApiResponse(
      responseCode = "200",
      description = "The item, which is yours.",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ItemBody.class)))
  @ApiResponse(responseCode = "204", description = "Nothing waits for you.", content = @Content)
  @BadRequest
  ResponseEntity<ItemBody> next(HttpServletRequest request);

  @Operation(
      operationId = "claimReviewItem",
      summary = "Claim an item, or extend a claim",
      description =
          "Makes an item yours for `menshen.review.claim` from now on, and shows its text.")
  @ApiResponse(responseCode = "200", description = "The item, which is yours.")
  @Missing
  @Changed
  ItemBody claim(HttpServletRequest request, @ItemId String id);

  @Operation(
      operationId = "releaseReviewItem",
      summary = "Give an item back",
      description = "Ends your claim, so that others are given the item.")
  @ApiResponse(responseCode = "200", description = "The item, which is nobody's.")
  @Missing
  @Changed
  ItemBody release(HttpServletRequest request, @ItemId String id);

  @Operation(
      operationId = "decideReviewItem",
      summary = "Say what a text is",
      description =
          "Decides, unless a second person is asked about the text. What follows from the decision is"
              + " kept together with it: whoever held the text is told, bans are lifted, an entry is"
              + " put on the lists.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = DecisionRequest.Body.class),
                      examples = {
                        @ExampleObject(
                            name = "Harmless",
                            value =
                                """
                                {"version": 2, "severity": "Safe", "liftBan": true}"""),
                        @ExampleObject(
                            name = "Harmful, and a word for the lists",
                            value =
                                """
                                {"version": 2, "severity": "Unsafe", "categories": ["Violent"], \
                                "comment": "sold under this name", \
                                "listEntry": {"text": "badword", "category": "Violent"}}""")
                      })))
  @ApiResponse(responseCode = "200", description = "The item as it is now.")
  @BadRequest
  @Missing
  @Changed
  ItemBody decide(HttpServletRequest request, @ItemId String id)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "appealReviewItem",
      summary = "Appeal a decision",
      description =
          "Puts an item before another person again. Applications may do so too, with the id of a"
              + " moderation; what was decided before stays in the item's history.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = DecisionRequest.Appeal.class),
                      examples = @ExampleObject("{\"reason\": \"a line of a known song\"}"))))
  @ApiResponse(responseCode = "200", description = "The item as it is now, without its text.")
  @BadRequest
  @Missing
  @Changed
  ItemBody appeal(HttpServletRequest request, @ItemId String id)
      throws IOException, HttpMediaTypeNotSupportedException;

  /** Whose items. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      name = "tenant",
      in = ParameterIn.QUERY,
      description = "Whose items; everybody's when it is absent.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "application",
      in = ParameterIn.QUERY,
      description = "Of which application of the tenant.",
      schema = @Schema(type = "string"))
  @Parameter(
      name = "language",
      in = ParameterIn.QUERY,
      description = "The text's language, an ISO 639-1 code.",
      schema = @Schema(type = "string"))
  @interface OfWhom {}

  /** The id of an item. */
  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(description = "The item's id, or that of one of its moderations.")
  @interface ItemId {}

  /** There is nothing. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "404",
      description = "There is no such item, or it is another tenant's.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(implementation = RequestSchemas.Problem.class)))
  @interface Missing {}

  /** It is not as it was. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponses(
      @ApiResponse(
          responseCode = "409",
          description = "It does not fit what is there now; `detail` says what has changed.",
          content =
              @Content(
                  mediaType = "application/problem+json",
                  schema = @Schema(implementation = RequestSchemas.Problem.class))))
  @interface Changed {}
}
