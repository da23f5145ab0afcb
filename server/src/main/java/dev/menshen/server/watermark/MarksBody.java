package dev.menshen.server.watermark;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.history.PastModeration;
import dev.menshen.server.api.DecisionBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The marks that were found in a text.
 *
 * @param marks one for each moderation, in the order of their first marks in the text
 */
@Schema(name = "Watermarks", description = "The marks that were found in a text.")
record MarksBody(
    @Schema(
            description = "One for each moderation that the text comes from; empty when none.",
            requiredMode = REQUIRED)
        List<MarkBody> marks) {
  /** A mark. */
  @Schema(name = "Watermark")
  @JsonPropertyOrder({"id", "time", "found", "scope", "decision"})
  record MarkBody(
      @Schema(description = "The moderation's id.", requiredMode = REQUIRED) String id,
      @Schema(
              description = "When it was, as its id tells; null when the id tells no time.",
              types = {"string", "null"},
              format = "date-time",
              requiredMode = REQUIRED)
          @Nullable String time,
      @Schema(
              description =
                  "Whether the moderation is one of the caller's tenant and still remembered. The"
                      + " mark is true in any case.",
              requiredMode = REQUIRED)
          boolean found,
      @Schema(
              description = "The tenant and the application that asked; null when not found.",
              example = "acme/forum",
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String scope,
      @Schema(description = "What was decided; null when not found.", requiredMode = REQUIRED)
          @Nullable DecisionBody decision) {
    static MarkBody of(String id, Optional<PastModeration> moderation) {
      return new MarkBody(
          id,
          time(UUID.fromString(id)).map(Instant::toString).orElse(null),
          moderation.isPresent(),
          moderation.map(past -> past.evidence().scope().toString()).orElse(null),
          moderation.map(past -> DecisionBody.of(past.decision())).orElse(null));
    }

    /** The first 48 bits of a UUID of version 7 are milliseconds since 1970 (RFC 9562). */
    private static Optional<Instant> time(UUID id) {
      return id.version() == 7
          ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
          : Optional.empty();
    }
  }
}
