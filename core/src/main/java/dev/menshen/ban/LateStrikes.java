package dev.menshen.ban;

import static java.util.Objects.requireNonNull;

import dev.menshen.Subject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Strikes that could not be counted, because the store was away, until they can be. They are in
 * memory alone. A strike that was counted before its answer was lost is not counted again. Safe for
 * use by many threads.
 */
public final class LateStrikes {
  private final Bans bans;
  private final int capacity;
  private final Deque<Strike> waiting = new ArrayDeque<>();

  /**
   * None yet.
   *
   * @param capacity how many wait at most; when there are more, the oldest give way
   */
  public LateStrikes(Bans bans, int capacity) {
    this.bans = requireNonNull(bans, "bans is null");
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is %d; give at least 1".formatted(capacity));
    }
    this.capacity = capacity;
  }

  /**
   * Counts a strike, or keeps it until it can be counted.
   *
   * @return the ban that holds now, if there is one
   * @throws RuntimeException when the store is away; the strike waits then
   */
  public Optional<Ban> strike(
      Subject subject,
      String tenant,
      BanTerms terms,
      String rule,
      String moderationId,
      Instant now) {
    Strike strike = new Strike(subject, tenant, terms, rule, moderationId, now);
    try {
      return count(strike);
    } catch (RuntimeException e) {
      synchronized (this) {
        if (waiting.size() == capacity) {
          waiting.removeFirst();
        }
        waiting.addLast(strike);
      }
      throw e;
    }
  }

  /**
   * Counts those that wait, the oldest first, as strikes of the time that they are of.
   *
   * @return how many were counted
   * @throws RuntimeException when the store is still away; what was not counted goes on waiting
   */
  public int retry() {
    int counted = 0;
    for (Strike strike = first(); strike != null; strike = first()) {
      count(strike);
      remove(strike);
      counted++;
    }
    return counted;
  }

  /** How many wait. */
  public synchronized int size() {
    return waiting.size();
  }

  private synchronized @Nullable Strike first() {
    return waiting.peekFirst();
  }

  /** It may have given way meanwhile. */
  private synchronized void remove(Strike strike) {
    waiting.removeFirstOccurrence(strike);
  }

  private Optional<Ban> count(Strike strike) {
    return bans.strike(
        strike.subject(),
        strike.tenant(),
        strike.terms(),
        strike.rule(),
        strike.moderationId(),
        strike.time());
  }

  private record Strike(
      Subject subject,
      String tenant,
      BanTerms terms,
      String rule,
      String moderationId,
      Instant time) {}
}
