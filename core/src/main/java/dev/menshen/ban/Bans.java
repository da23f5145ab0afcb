package dev.menshen.ban;

import static java.util.Objects.requireNonNull;

import dev.menshen.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Strikes, and the bans that follow from them. Safe for use by many threads and, with a store that
 * they share, by many instances.
 *
 * <p>Every strike within the window counts, also one of a text that was under way when an earlier
 * one brought a ban, and the number of strikes says how long the ban lasts. Strikes by the same
 * moderation count once.
 */
public final class Bans {
  private final BanStore store;

  /** Bans that are kept in a store. */
  public Bans(BanStore store) {
    this.store = requireNonNull(store, "store is null");
  }

  /** How a subject stands now: its ban, and its strikes within the window. */
  public BanStore.Standing standing(Subject subject, Instant now, Duration window) {
    return store.standing(subject, now, now.minus(window));
  }

  /**
   * Counts a strike against a subject, and bans it when it is one too many.
   *
   * @param rule the name of the rule that wants it
   * @return the ban that holds now, if there is one: this one, or an earlier one that ends later
   */
  public Optional<Ban> strike(
      Subject subject,
      String tenant,
      BanTerms terms,
      String rule,
      String moderationId,
      Instant now) {
    Instant since = now.minus(terms.window());
    Optional<Ban> present = store.standing(subject, now, since).ban();
    if (present.filter(ban -> ban.moderationId().equals(moderationId)).isPresent()) {
      return present;
    }
    int strikes = store.strike(subject, moderationId, now, since, now.plus(terms.window()));
    return terms
        .duration(strikes)
        .map(
            duration ->
                ban(new Ban(subject, tenant, now, now.plus(duration), strikes, rule, moderationId)))
        .or(() -> present);
  }

  /**
   * Bans a subject because a person wants it.
   *
   * @param reason why, for other people
   * @param window the window of the strikes that the ban tells of; they are not counted up
   * @return the ban that holds now: this one, or an earlier one that ends later
   */
  public Ban ban(
      Subject subject,
      String tenant,
      Duration duration,
      String reason,
      Instant now,
      Duration window) {
    int strikes = standing(subject, now, window).strikes();
    return ban(new Ban(subject, tenant, now, now.plus(duration), strikes, reason, ""));
  }

  /**
   * Ends a subject's ban and forgets its strikes, so that its next one is a first one again.
   *
   * @return false when it was not banned
   */
  public boolean lift(Subject subject, Instant now) {
    return store.lift(subject, now);
  }

  /**
   * The bans of a tenant that hold now, those that end first first.
   *
   * @param after the last ban of the page before; empty for the first page
   */
  public List<Ban> list(String tenant, Instant now, Optional<Ban> after, int limit) {
    return store.bans(tenant, now, after, limit);
  }

  private Ban ban(Ban ban) {
    store.ban(ban);
    // Another instance may have banned it for longer at the same time.
    return store.standing(ban.subject(), ban.since(), ban.since()).ban().orElse(ban);
  }
}
