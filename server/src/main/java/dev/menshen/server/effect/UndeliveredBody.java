package dev.menshen.server.effect;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.effect.EffectDispatcher;
import dev.menshen.effect.UndeliveredEffect;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The effects that could not be delivered.
 *
 * @param pending how many wait or are under way
 * @param effects those that were given up, the oldest first
 */
@Schema(name = "UndeliveredEffects", description = "The effects that could not be delivered.")
@JsonPropertyOrder({"pending", "effects"})
record UndeliveredBody(
    @Schema(description = "How many effects wait or are under way.", requiredMode = REQUIRED)
        int pending,
    @Schema(description = "Those that were given up, the oldest first.", requiredMode = REQUIRED)
        List<EffectBody> effects) {
  static UndeliveredBody of(EffectDispatcher dispatcher) {
    return new UndeliveredBody(
        dispatcher.pending(), dispatcher.undelivered().stream().map(EffectBody::of).toList());
  }

  /** An effect that could not be delivered. */
  @Schema(name = "UndeliveredEffect")
  @JsonPropertyOrder({
    "moderation",
    "action",
    "rule",
    "scope",
    "sink",
    "attempts",
    "cause",
    "since"
  })
  record EffectBody(
      @Schema(description = "The id of the moderation that caused it.", requiredMode = REQUIRED)
          String moderation,
      @Schema(
              allowableValues = {"log", "review", "alert", "block"},
              requiredMode = REQUIRED)
          String action,
      @Schema(description = "The rule that caused it.", requiredMode = REQUIRED) String rule,
      @Schema(
              description = "The tenant and the application.",
              example = "acme/forum",
              requiredMode = REQUIRED)
          String scope,
      @Schema(description = "Who did not take it.", example = "log", requiredMode = REQUIRED)
          String sink,
      @Schema(description = "How often it was tried.", requiredMode = REQUIRED) int attempts,
      @Schema(
              description =
                  "The class of the last exception, or `queue_full` when there was no room to"
                      + " wait, or `closed` when the server was about to stop.",
              example = "java.net.ConnectException",
              requiredMode = REQUIRED)
          String cause,
      @Schema(description = "When it was given up.", format = "date-time", requiredMode = REQUIRED)
          String since) {
    private static EffectBody of(UndeliveredEffect undelivered) {
      return new EffectBody(
          undelivered.effect().moderationId(),
          undelivered.effect().action().label(),
          undelivered.effect().rule(),
          undelivered.effect().evidence().scope().toString(),
          undelivered.sink(),
          undelivered.attempts(),
          undelivered.cause(),
          undelivered.since().toString());
    }
  }
}
