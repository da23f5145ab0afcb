package dev.menshen.server.webhook;

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

/** What the OpenAPI document says of {@code /api/v1/webhooks}. */
@Tag(name = "Webhooks", description = "Events that are posted to other systems, signed")
interface WebhookEndpoint extends DestinationAnswers {
  @Operation(
      operationId = "listWebhooks",
      summary = "The webhooks",
      description = "All webhooks of whoever asks, by their names, without their secrets.")
  @ApiResponse(responseCode = "200", description = "The webhooks.")
  WebhookBody.All list(HttpServletRequest request);

  @Operation(
      operationId = "createWebhook",
      summary = "Make a webhook",
      description =
          "From now on the events that it names are posted there, signed as Standard Webhooks"
              + " says. The answer tells the secret, and nothing does so later.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = WebhookBody.Create.class),
                      examples =
                          @ExampleObject(
                              """
                              {"name": "on-call", "url": "https://example.com/menshen",
                               "tenant": "acme", "events": ["moderation.alert"]}"""))))
  @ApiResponse(responseCode = "201", description = "The webhook, with its secret.")
  @BadBody
  WebhookBody create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "getWebhook",
      summary = "A webhook",
      description = "How a webhook is and how it stands, without its secret.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "200", description = "The webhook.")
  @Missing
  WebhookBody get(HttpServletRequest request, @Parameter(hidden = true) String id);

  @Operation(
      operationId = "changeWebhook",
      summary = "Change a webhook",
      description =
          "Changes what the body names. One that was gone or disabled is served again when"
              + " `enabled` is true.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."),
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/json",
                      schema = @Schema(implementation = WebhookBody.Change.class),
                      examples = @ExampleObject("{\"enabled\": false}"))))
  @ApiResponse(responseCode = "200", description = "The webhook as it is now.")
  @BadBody
  @Missing
  WebhookBody change(HttpServletRequest request, @Parameter(hidden = true) String id)
      throws IOException, HttpMediaTypeNotSupportedException;

  @Operation(
      operationId = "removeWebhook",
      summary = "Remove a webhook",
      description = "Removes a webhook with its deliveries, those that wait with them.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "204", description = "It is gone.", content = @Content)
  @Missing
  void remove(HttpServletRequest request, @Parameter(hidden = true) String id);

  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Give a webhook a new secret",
      description =
          "For `menshen.webhooks.rotation` requests are signed with both secrets. The answer tells"
              + " the new one, and nothing does so later.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "200", description = "The webhook, with its new secret.")
  @Missing
  WebhookBody rotate(HttpServletRequest request, @Parameter(hidden = true) String id);

  @Operation(
      operationId = "testWebhook",
      summary = "Send a test event",
      description =
          "Sends an event of the type `webhook.test`, whatever the webhook wants. GET"
              + " /api/v1/deliveries tells what became of it.",
      parameters = @Parameter(name = "id", in = ParameterIn.PATH, description = "Its id."))
  @ApiResponse(responseCode = "202", description = "It is on its way.", content = @Content)
  @Missing
  void test(HttpServletRequest request, @Parameter(hidden = true) String id);
}
