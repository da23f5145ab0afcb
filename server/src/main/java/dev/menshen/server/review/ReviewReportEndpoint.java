package dev.menshen.server.review;

import dev.menshen.server.api.BadRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What the OpenAPI document says of the figures of review and of what is given out for training.
 */
@Tag(name = "Review")
interface ReviewReportEndpoint {
  @Operation(
      operationId = "reviewStatistics",
      summary = "Figures of review",
      description =
          "What waits, what was decided and by whom, and how far first and second opinions agree.",
      parameters = {
        @Parameter(
            name = "tenant",
            in = ParameterIn.QUERY,
            description = "Whose items; everybody's when it is absent.",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "The beginning of the time; 30 days ago when it is absent.",
            schema = @Schema(type = "string", format = "date-time")),
        @Parameter(
            name = "until",
            in = ParameterIn.QUERY,
            description = "Its end; now when it is absent.",
            schema = @Schema(type = "string", format = "date-time"))
      })
  @ApiResponse(responseCode = "200", description = "The figures.")
  @BadRequest
  StatisticsBody statistics(HttpServletRequest request);

  @Operation(
      operationId = "exportReviewLabels",
      summary = "Labelled texts for training",
      description =
          "A line of JSON for each decided item whose text is there, those that were decided first"
              + " first. `labels`: messages, severity, categories, and where they are known refusal"
              + " and lang, which `./menshen eval --data` reads. `qwen3guard`: the prompt and the"
              + " completion of Qwen3Guard-Gen, by the chat template of a model on the server's"
              + " machine; left out is what is not Safe without a category, and an answer without"
              + " refusal. That you got them is recorded.",
      parameters = {
        @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"labels", "qwen3guard"},
                    defaultValue = "labels")),
        @Parameter(
            name = "since",
            in = ParameterIn.QUERY,
            description = "The earliest time of the decision.",
            schema = @Schema(type = "string", format = "date-time"))
      })
  @ReviewEndpoint.OfWhom
  @ApiResponse(
      responseCode = "200",
      description = "The lines.",
      content = @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")))
  @BadRequest
  @ReviewEndpoint.Changed
  void export(HttpServletRequest request, HttpServletResponse response) throws IOException;
}
