package dev.menshen.server.webhook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery as JSON. */
@Schema(name = "Delivery", description = "An event on its way to a webhook or a channel.")
@JsonPropertyOrder({
  "id",
  "destination",
  "event",
  "type",
  "state",
  "attempts",
  "created",
  "due",
  "finished",
  "cause"
})
record DeliveryBody(
    @Schema(description = "Its id.", requiredMode = REQUIRED) String id,
    @Schema(description = "The id of the webhook or channel.", requiredMode = REQUIRED)
        String destination,
    @Schema(description = "The event's id: `webhook-id` of the requests.", requiredMode = REQUIRED)
        String event,
    @Schema(
            description = "The event's type.",
            example = "moderation.alert",
            requiredMode = REQUIRED)
        String type,
    @Schema(
            description = "`waiting` to be tried, `delivered`, or `dead`: given up.",
            allowableValues = {"waiting", "delivered", "dead"},
            requiredMode = REQUIRED)
        String state,
    @Schema(description = "How often it was tried.", requiredMode = REQUIRED) int attempts,
    @Schema(description = "When it was kept.", format = "date-time", requiredMode = REQUIRED)
        String created,
    @Schema(
            description = "When it is tried next; null when it is not.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String due,
    @Schema(
            description = "When it was delivered or given up; null while it waits.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String finished,
    @Schema(
            description = "Why the last attempt failed; null when it worked or there was none.",
            example = "status_500",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String cause) {
  static DeliveryBody of(Delivery delivery) {
    return new DeliveryBody(
        delivery.id(),
        delivery.destination(),
        delivery.message().id(),
        delivery.message().type(),
        delivery.state().label(),
        delivery.attempts(),
        delivery.created().toString(),
        delivery.state() == Delivery.State.WAITING ? delivery.due().toString() : null,
        delivery.finished().map(Instant::toString).orElse(null),
        delivery.cause().orElse(null));
  }

  /**
   * A page of deliveries.
   *
   * @param deliveries the newest first
   * @param next the cursor of the next page; null when this is the last one
   */
  @Schema(name = "Deliveries", description = "A page of deliveries.")
  @JsonPropertyOrder({"deliveries", "next"})
  record Page(
      @Schema(description = "The newest first.", requiredMode = REQUIRED)
          List<DeliveryBody> deliveries,
      @Schema(
              description = "The `cursor` of the next page; null when this is the last one.",
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String next) {
    /** A page of what was found, which is one more when there is another page. */
    static Page of(List<Delivery> found, int size) {
      List<Delivery> page = found.subList(0, Math.min(size, found.size()));
      return new Page(
          page.stream().map(DeliveryBody::of).toList(),
          found.size() > size ? DeliveryCursor.behind(page.getLast()).word() : null);
    }
  }
}
