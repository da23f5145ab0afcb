package dev.menshen.server.alert;

import dev.menshen.server.webhook.DestinationAnswers;
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

/** What the OpenAPI document says of {@code /api/v1/alerts/channels}. */
@Tag(name = "Alerts", description = "Where people read what they should know at once")
interface ChannelEndpoint extends DestinationAnswers {
  @Operation(
      operationId = "listChannels",
      summary = "The channels",
      description = "All channels of whoever asks, by their names, without what is secret.")
  @ApiResponse(responseCode = "200", description = "The channels.")
  ChannelBody.All list(HttpServletRequest request);

  @Operation(
      operationId = "createChannel",
      summary = "Make a channel",
      description =
          "From now on alerts are sent there: the first of a kind at once, the others of"
              + " `menshen.alerts.window` as one summary. Mail needs `menshen.alerts.mail.host`.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = ChannelBody.Create.class),
                      examples =
                          @ExampleObject(
                              """
                              {"kind": "dingtalk", "name": "值班群", "language": "zh",
                               "url": "https://oapi.dingtalk.com/robot/send?access_token=…",
                               "secret": "SEC…"}"""))))
  @ApiResponse(responseCode = "201", description = "The channel.")
  @BadBody
  ChannelBody create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "getChannel",
      summary = "A channel",
      description = "How a channel is and how it stands, without what is secret.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "200", description = "The channel.")
  @Missing
  ChannelBody get(HttpServletRequest request, @Parameter(hidden = true) String id);

  @Operation(
      operationId = "changeChannel",
      summary = "Change a channel",
      description = "Changes what the body names.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."),
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = ChannelBody.Change.class),
                      examples = @ExampleObject("{\"language\": \"zh\"}"))))
  @ApiResponse(responseCode = "200", description = "The channel as it is now.")
  @BadBody
  @Missing
  ChannelBody change(HttpServletRequest request, @Parameter(hidden = true) String id)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "removeChannel",
      summary = "Remove a channel",
      description = "Removes a channel with its deliveries, those that wait with them.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "204", description = "It is gone.", content = @Content)
  @Missing
  void remove(HttpServletRequest request, @Parameter(hidden = true) String id);

  @Operation(
      operationId = "testChannel",
      summary = "Send a test message",
      description =
          "Sends a message that says that it is a test. GET /api/v1/deliveries tells what became of"
              + " it.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "202", description = "It is on its way.", content = @Content)
  @Missing
  void test(HttpServletRequest request, @Parameter(hidden = true) String id);
}
