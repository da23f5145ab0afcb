package dev.menshen.server.ban;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.ban.Ban;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ban as JSON. Either a rule of a policy caused it, by a moderation, or a person did, for a
 * reason.
 */
@Schema(name = "Ban", description = "A user who may not send text for a while.")
@JsonPropertyOrder({"subject", "since", "until", "strikes", "rule", "moderation", "reason"})
record BanBody(
    @Schema(
            description = "Who: the keyed digest of the tenant and the caller's id of the user.",
            pattern = "[0-9a-f]{64}",
            requiredMode = REQUIRED)
        String subject,
    @Schema(description = "From when.", format = "date-time", requiredMode = REQUIRED) String since,
    @Schema(description = "Until when.", format = "date-time", requiredMode = REQUIRED)
        String until,
    @Schema(
            description = "How many strikes the user had within the window then.",
            requiredMode = REQUIRED)
        int strikes,
    @Schema(
            description = "The rule that caused it; null when a person did.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String rule,
    @Schema(
            description = "The id of the moderation that caused it; null when a person did.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String moderation,
    @Schema(
            description = "Why a person banned the user; null when a rule did.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String reason) {
  /** The JSON form of a ban. */
  static BanBody of(Ban ban) {
    boolean byHand = ban.moderationId().isEmpty();
    return new BanBody(
        ban.subject().digest(),
        ban.since().toString(),
        ban.until().toString(),
        ban.strikes(),
        byHand ? null : ban.rule(),
        byHand ? null : ban.moderationId(),
        byHand ? ban.rule() : null);
  }
}
