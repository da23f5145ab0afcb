package dev.menshen.server.webhook;

import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.InvalidRequestException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is on its way to webhooks and channels, what they have, and what was given up. */
@RestController
@Requires(Permission.ADMIN)
@Tag(name = "Deliveries", description = "Events on their way to webhooks and channels")
final class DeliveryController {
  private static final String PATH = "/api/v1/deliveries";
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final Actors actors;
  private final Deliveries deliveries;

  DeliveryController(Actors actors, Deliveries deliveries) {
    this.actors = actors;
    this.deliveries = deliveries;
  }

  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "listDeliveries",
      summary = "The deliveries",
      description =
          "The newest first, in pages. Those of the state `dead` were given up and can be"
              + " replayed; they are kept for `menshen.webhooks.keep-dead`.")
  DeliveryBody.Page list(
      HttpServletRequest request,
      @Parameter(description = "The id of a webhook or a channel; all when it is absent.")
          @RequestParam(name = "destination", required = false)
          @Nullable String destination,
      @Parameter(
              description = "Those of one state; all when it is absent.",
              schema =
                  @Schema(
                      type = "string",
                      allowableValues = {"waiting", "delivered", "dead"}))
          @RequestParam(name = "state", required = false)
          @Nullable String state,
      @Parameter(description = "`next` of the page before.")
          @RequestParam(name = "cursor", required = false)
          @Nullable String cursor,
      @Parameter(
              description = "How many.",
              schema =
                  @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
          @RequestParam(name = "limit", required = false)
          @Nullable String limit) {
    int size = limit == null ? PAGE : limit(limit);
    List<Delivery> found =
        deliveries.page(
            actors.of(request),
            Optional.ofNullable(destination),
            Optional.ofNullable(state).map(DeliveryController::state),
            Optional.ofNullable(cursor).map(DeliveryCursor::read),
            size + 1);
    return DeliveryBody.Page.of(found, size);
  }

  @PostMapping(path = PATH + "/{id}/replay", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      operationId = "replayDelivery",
      summary = "Try a dead delivery again",
      description =
          "Tries it as if it were new, with the same `webhook-id`. The answer does not wait for"
              + " it.")
  @ApiResponse(responseCode = "202", description = "The delivery, which waits again.")
  @DestinationAnswers.Missing
  DeliveryBody replay(HttpServletRequest request, @PathVariable String id) {
    return DeliveryBody.of(deliveries.replay(actors.of(request), id));
  }

  private static Delivery.State state(String label) {
    return Stream.of(Delivery.State.values())
        .filter(state -> state.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "state is none; send waiting, delivered or dead, or leave it out", "state"));
  }

  private static int limit(String limit) {
    try {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= LONGEST_PAGE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As wrong as one that is too large.
    }
    throw new InvalidRequestException(
        "limit is no number from 1 to %d; send one, or leave it out for %d"
            .formatted(LONGEST_PAGE, PAGE),
        "limit");
  }
}
