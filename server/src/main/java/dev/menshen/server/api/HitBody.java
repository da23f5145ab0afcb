package dev.menshen.server.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Category;
import dev.menshen.list.ListHit;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a list found in a text, as JSON.
 *
 * @param entry the entry's id
 * @param kind {@code allow} or {@code deny}
 * @param severity what the entry says of the text
 * @param category the entry's category; null when it has none
 * @param decides whether it decided alone
 * @param start index of the first UTF-16 unit of the match in the text that was sent
 * @param end index after the last one
 */
@Schema(name = "ListHit", description = "An entry of an allow or deny list found in the text.")
@JsonPropertyOrder({"entry", "kind", "severity", "category", "decides", "start", "end"})
public record HitBody(
    @Schema(description = "The entry's id.", requiredMode = REQUIRED) String entry,
    @Schema(
            allowableValues = {"allow", "deny"},
            requiredMode = REQUIRED)
        String kind,
    @Schema(description = "What the entry says of the text.", requiredMode = REQUIRED)
        String severity,
    @Schema(
            description = "The entry's category; null when it has none.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String category,
    @Schema(description = "Whether it decides alone.", requiredMode = REQUIRED) boolean decides,
    @Schema(
            description = "Index of its first UTF-16 unit in the text that was sent.",
            requiredMode = REQUIRED)
        int start,
    @Schema(description = "Index after its last UTF-16 unit.", requiredMode = REQUIRED) int end) {
  /** The JSON form of a hit. */
  public static HitBody of(ListHit hit) {
    return new HitBody(
        hit.entryId(),
        hit.kind().label(),
        hit.severity().label(),
        hit.category().map(Category::label).orElse(null),
        hit.decides(),
        hit.start(),
        hit.end());
  }
}
