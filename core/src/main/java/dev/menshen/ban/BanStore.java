package dev.menshen.ban;

import dev.menshen.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where strikes and bans are kept, for all instances of an installation. Safe for many threads, and
 * for many instances at once: no strike is lost. Times are kept to the millisecond at least.
 */
public interface BanStore {
  /**
   * Adds a strike. A moderation strikes once, however often that is told, so that it can be tried
   * again. Of several strikes at once each may be counted in the answers to the others, and the
   * last answer counts them all.
   *
   * @param keepUntil when it may be forgotten
   * @param since the beginning of the window
   * @return how many strikes the subject has had since then, this one with them
   */
  int strike(Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil);

  /**
   * How a subject stands: its ban if it is banned at this time, and its strikes since another. A
   * ban holds until before its end; a strike at the very beginning of the window counts.
   */
  Standing standing(Subject subject, Instant now, Instant since);

  /** Bans a subject; of two bans the one that ends later holds, the first when they end at once. */
  void ban(Ban ban);

  /** Ends a subject's ban and forgets its strikes; false when it was not banned. */
  boolean lift(Subject subject, Instant now);

  /**
   * The bans of a tenant that hold now, those that end first first, those that end at once in the
   * order of their subjects' digests.
   *
   * @param after the last ban of the page before; empty for the first page
   */
  List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit);

  /**
   * How a subject stands.
   *
   * @param ban the ban that holds, if any
   * @param strikes how many strikes it has
   */
  record Standing(Optional<Ban> ban, int strikes) {
    /** Of a subject that nothing is known of. */
    public static final Standing CLEAN = new Standing(Optional.empty(), 0);
  }
}
