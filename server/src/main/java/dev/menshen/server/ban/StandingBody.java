package dev.menshen.server.ban;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Subject;
import dev.menshen.ban.BanStore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands.
 *
 * @param subject who
 * @param banned whether there is a ban
 * @param ban the ban
 * @param strikes how many strikes
 * @param window within which time
 */
@Schema(name = "Standing", description = "How a user stands.")
@JsonPropertyOrder({"subject", "banned", "ban", "strikes", "window"})
record StandingBody(
    @Schema(
            description = "Who: the keyed digest of the tenant and the caller's id of the user.",
            pattern = "[0-9a-f]{64}",
            requiredMode = REQUIRED)
        String subject,
    @Schema(description = "Whether a ban holds now.", requiredMode = REQUIRED) boolean banned,
    @Schema(description = "The ban that holds; null when there is none.", requiredMode = REQUIRED)
        @Nullable BanBody ban,
    @Schema(description = "How many strikes count now.", requiredMode = REQUIRED) int strikes,
    @Schema(
            description =
                "How long a strike counts by the policy of the calling application, in ISO 8601.",
            example = "PT168H",
            requiredMode = REQUIRED)
        String window) {
  static StandingBody of(Subject subject, BanStore.Standing standing, Duration window) {
    return new StandingBody(
        subject.digest(),
        standing.ban().isPresent(),
        standing.ban().map(BanBody::of).orElse(null),
        standing.strikes(),
        window.toString());
  }
}
