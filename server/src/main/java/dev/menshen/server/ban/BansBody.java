package dev.menshen.server.ban;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of bans.
 *
 * @param bans those that end first first
 * @param next the cursor of the next page; null when this is the last one
 */
@Schema(name = "Bans", description = "A page of the bans that hold now.")
@JsonPropertyOrder({"bans", "next"})
record BansBody(
    @Schema(description = "Those that end first first.", requiredMode = REQUIRED)
        List<BanBody> bans,
    @Schema(
            description = "The `cursor` of the next page; null when this is the last one.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String next) {
  /** The JSON form of a page. */
  static BansBody of(TenantBans.Page page) {
    return new BansBody(page.bans().stream().map(BanBody::of).toList(), page.next().orElse(null));
  }
}
