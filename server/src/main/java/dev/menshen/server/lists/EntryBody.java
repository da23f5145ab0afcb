package dev.menshen.server.lists;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Category;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.Reading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of a list as JSON; the same fields make one. */
@Schema(name = "ListEntry", description = "An entry of an allow or deny list.")
@JsonPropertyOrder({
  "id",
  "tenant",
  "application",
  "kind",
  "type",
  "text",
  "category",
  "severity",
  "decides",
  "readings",
  "note",
  "expires"
})
record EntryBody(
    @Schema(description = "Made up when it is not given.", maxLength = 64) String id,
    @Schema(
            description = "For whom it holds; everybody when it is not given.",
            types = {"string", "null"})
        @Nullable String tenant,
    @Schema(
            description = "For which application of the tenant; all when it is not given.",
            types = {"string", "null"})
        @Nullable String application,
    @Schema(
            allowableValues = {"allow", "deny"},
            defaultValue = "deny")
        String kind,
    @Schema(
            description =
                "`word`: not within a longer word of a script with spaces. `phrase`: anywhere."
                    + " `pattern`: a regular expression of RE2, looked for in the text as it came and"
                    + " in its folded form, which is in lower case.",
            allowableValues = {"word", "phrase", "pattern"},
            defaultValue = "word")
        String type,
    @Schema(description = "What to look for.", requiredMode = REQUIRED) String text,
    @Schema(
            description = "What kind of harm it is.",
            types = {"string", "null"},
            example = "Violent")
        @Nullable String category,
    @Schema(
            description = "What a hit says of the text. `Safe` for allow entries.",
            allowableValues = {"Safe", "Controversial", "Unsafe"},
            defaultValue = "Unsafe")
        String severity,
    @Schema(
            description = "Whether a hit decides alone, so that no guard is asked.",
            defaultValue = "false")
        boolean decides,
    @Schema(
            description =
                "How Chinese is found besides: `pinyin` (whole syllables, some may be Chinese),"
                    + " `initials` (three or more, as a word).",
            allowableValues = {"pinyin", "initials"})
        List<String> readings,
    @Schema(description = "Why it is there.", maxLength = 1000) String note,
    @Schema(
            description = "When it stops to hold, ISO 8601 in UTC; never when it is not given.",
            types = {"string", "null"},
            example = "2027-01-31T12:00:00Z")
        @Nullable String expires) {
  static EntryBody of(ListEntry entry) {
    return new EntryBody(
        entry.id(),
        entry.scope().tenant().orElse(null),
        entry.scope().application().orElse(null),
        entry.kind().label(),
        entry.type().label(),
        entry.text(),
        entry.category().map(Category::label).orElse(null),
        entry.severity().label(),
        entry.decides(),
        entry.readings().stream().map(Reading::label).sorted().toList(),
        entry.note(),
        entry.expires().map(Instant::toString).orElse(null));
  }

  /** The length of the text, not the text: a log may end up anywhere. */
  @Override
  public String toString() {
    return "EntryBody[id=%s]".formatted(id);
  }
}
