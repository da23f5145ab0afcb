package dev.menshen.server.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of bans shows.
 *
 * @param tenant whose bans; what was typed when it is no name
 * @param list a page of its bans; null when the tenant is none
 * @param standing how the user stands who was looked up; null when nobody was
 * @param notice what became of what was done; null when there is nothing to tell
 */
record BansPage(
    String tenant,
    @Nullable Listing list,
    @Nullable Standing standing,
    @Nullable BanNotice notice) {
  /** The address that the switch of languages leads back to. */
  public String path() {
    return list == null ? "/console/bans" : "/console/bans?tenant=" + tenant;
  }

  /** Names what is shown, never the user's id: it may end up in a log. */
  @Override
  public String toString() {
    return "BansPage[list=%b, standing=%b, notice=%s]"
        .formatted(list != null, standing != null, notice);
  }

  /**
   * Some of a tenant's bans.
   *
   * @param rows those that end first first
   * @param cursor where the page begins; empty for the first one
   * @param next where the next page begins; null when this is the last one
   */
  record Listing(List<BanRow> rows, String cursor, @Nullable String next) {}

  /**
   * How a user stands.
   *
   * @param user the id that was looked up
   * @param ban the ban that holds; null when there is none
   * @param strikes how many strikes count now, written out
   * @param window how long a strike counts, written out
   */
  record Standing(String user, @Nullable BanRow ban, String strikes, String window) {
    /** Leaves the user's id out: it may end up in a log. */
    @Override
    public String toString() {
      return "Standing[banned=%b, strikes=%s]".formatted(ban != null, strikes);
    }
  }
}
