package dev.menshen.server.webhook;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A webhook as JSON. */
@Schema(name = "Webhook", description = "Where events are posted to.")
@JsonPropertyOrder({
  "id",
  "name",
  "url",
  "tenant",
  "application",
  "events",
  "state",
  "failing",
  "failingSince",
  "pausedUntil",
  "created",
  "secret",
  "previousSecretUntil"
})
record WebhookBody(
    @Schema(description = "Its id.", requiredMode = REQUIRED) String id,
    @Schema(description = "What people call it.", requiredMode = REQUIRED) String name,
    @Schema(description = "Where events are posted to.", requiredMode = REQUIRED) String url,
    @Schema(
            description = "The tenant whose events it gets; null for all.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String tenant,
    @Schema(
            description = "The application whose events it gets; null for all of the tenant's.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String application,
    @Schema(
            description = "The types of events that it gets; empty for all.",
            requiredMode = REQUIRED)
        List<String> events,
    @Schema(
            description =
                "`enabled`, `disabled` by somebody, or `gone`: it answered 410. Enable it again"
                    + " with PATCH.",
            allowableValues = {"enabled", "disabled", "gone"},
            requiredMode = REQUIRED)
        String state,
    @Schema(
            description = "Whether it fails for longer than `menshen.webhooks.failing-after`.",
            requiredMode = REQUIRED)
        boolean failing,
    @Schema(
            description = "Since when it fails; null when it works.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String failingSince,
    @Schema(
            description = "Until when nothing is sent to it; null when there is no pause.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String pausedUntil,
    @Schema(description = "When it was made.", format = "date-time", requiredMode = REQUIRED)
        String created,
    @Schema(description = "What requests are signed with. Told once, when it is made.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String secret,
    @Schema(
            description = "Until when requests are signed with the secret before too.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String previousSecretUntil) {
  /** The JSON form of a webhook, without its secret. */
  static WebhookBody of(Destination webhook, Duration failingAfter, Instant now) {
    return of(webhook, failingAfter, now, Optional.empty());
  }

  /** The JSON form of a webhook with the secret that it was given now. */
  static WebhookBody withSecret(Destination webhook, Duration failingAfter, Instant now) {
    return of(webhook, failingAfter, now, webhook.address().secret());
  }

  private static WebhookBody of(
      Destination webhook, Duration failingAfter, Instant now, Optional<String> secret) {
    Optional<Instant> failingSince = webhook.standing().failingSince();
    return new WebhookBody(
        webhook.id(),
        webhook.name(),
        webhook.address().url(),
        webhook.scope().tenant().orElse(null),
        webhook.scope().application().orElse(null),
        List.copyOf(webhook.events()),
        webhook.state().label(),
        failingSince.filter(it -> it.plus(failingAfter).isBefore(now)).isPresent(),
        failingSince.map(Instant::toString).orElse(null),
        webhook.standing().pausedUntil().filter(now::isBefore).map(Instant::toString).orElse(null),
        webhook.created().toString(),
        secret.orElse(null),
        webhook
            .address()
            .previousUntil()
            .filter(now::isBefore)
            .map(Instant::toString)
            .orElse(null));
  }

  /** All webhooks that somebody may see. */
  @Schema(name = "Webhooks")
  record All(
      @Schema(description = "By their names.", requiredMode = REQUIRED)
          List<WebhookBody> webhooks) {}

  /** The body of a request to make one, as the OpenAPI document tells it. */
  @Schema(name = "WebhookRequest", description = "Other fields are refused.")
  record Create(
      @Schema(description = "What people call it.", requiredMode = REQUIRED) String name,
      @Schema(
              description =
                  "Where to post to: https, at a public address unless `menshen.webhooks.allow` has"
                      + " it.",
              requiredMode = REQUIRED)
          String url,
      @Schema(description = "Whose events; those of all tenants when it is absent.") String tenant,
      @Schema(description = "Whose events; those of the whole tenant when it is absent.")
          String application,
      @Schema(description = "Which types of events; all when it is absent or empty.")
          List<String> events) {}

  /** The body of a request to change one, as the OpenAPI document tells it. */
  @Schema(
      name = "WebhookChange",
      description = "What is absent stays as it is. Other fields are refused.")
  record Change(
      @Schema(description = "What people call it.") String name,
      @Schema(description = "Where to post to.") String url,
      @Schema(description = "Which types of events; all when it is empty.") List<String> events,
      @Schema(description = "Whether events are sent to it.") Boolean enabled) {}
}
