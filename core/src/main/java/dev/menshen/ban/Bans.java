package dev.menshen.ban;

import static java.util.Objects.requireNonNull;

import dev.menshen.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Strikes, and the bans that follow from them. Safe for use by many threads. */
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
   * @return the ban, if there is one now
   */
  public Optional<Ban> strike(
      Subject subject,
      String tenant,
      BanTerms terms,
      String rule,
      String moderationId,
      Instant now) {
    return Optional.empty();
  }
}
