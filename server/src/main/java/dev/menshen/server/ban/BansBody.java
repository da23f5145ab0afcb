package dev.menshen.server.ban;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.ban.Ban;
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
  /**
   * A page.
   *
   * @param bans one more than belongs on the page, when there are more
   */
  static BansBody of(List<Ban> bans, int limit) {
    boolean more = bans.size() > limit;
    List<Ban> page = more ? bans.subList(0, limit) : bans;
    return new BansBody(
        page.stream().map(BanBody::of).toList(), more ? BanCursor.behind(page.getLast()) : null);
  }
}
