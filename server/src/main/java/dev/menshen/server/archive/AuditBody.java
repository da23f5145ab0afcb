package dev.menshen.server.archive;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A page of records.
 *
 * @param records as they were written
 * @param next the cursor of the next page; null when this is the last one
 */
@Schema(name = "AuditRecords")
@JsonPropertyOrder({"records", "next"})
record AuditBody(
    @ArraySchema(
            schema =
                @Schema(type = "object", description = "A record, as docs/audit.md describes it."))
        List<JsonNode> records,
    @Schema(description = "Where to go on; absent when there are no more.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String next) {
  AuditBody {
    records = List.copyOf(records);
  }

  /** What a search sends. */
  @Schema(name = "AuditSearch")
  record Search(
      @Schema(description = "The text, to the letter.", requiredMode = REQUIRED) String text,
      @Schema(description = "The tenant; all that the caller sees when it is absent.")
          @Nullable String tenant,
      @Nullable String application,
      @Schema(description = "The earliest time.", format = "date-time") @Nullable String since,
      @Schema(description = "The time before which they are.", format = "date-time")
          @Nullable String until,
      @Schema(description = "How many; 100 when it is absent.") @Nullable Integer limit,
      @Schema(description = "`next` of the page before.") @Nullable String cursor) {}
}
