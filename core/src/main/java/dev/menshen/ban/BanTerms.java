package dev.menshen.ban;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When strikes become a ban, and for how long.
 *
 * @param window how long a strike counts
 * @param after how many strikes within the window bring the first ban, at least one
 * @param durations how long the first ban lasts, the next one, and so on; the last holds for all
 *     after it
 */
public record BanTerms(Duration window, int after, List<Duration> durations) {
  /** The first strike bans for ten minutes, then an hour, a day, a week; each counts for a week. */
  public static final BanTerms DEFAULT =
      new BanTerms(
          Duration.ofDays(7),
          1,
          List.of(
              Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7)));

  /**
   * Checks the terms.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public BanTerms {
    requireNonNull(window, "window is null");
    durations = List.copyOf(requireNonNull(durations, "durations is null"));
    if (!window.isPositive()) {
      throw new IllegalArgumentException("the window of strikes is not longer than nothing");
    }
    if (after < 1) {
      throw new IllegalArgumentException("a ban comes after at least one strike");
    }
    if (durations.isEmpty() || !durations.stream().allMatch(Duration::isPositive)) {
      throw new IllegalArgumentException("a ban lasts for some time; give at least one duration");
    }
  }

  /** How long so many strikes ban for; empty when they are too few. */
  public Optional<Duration> duration(int strikes) {
    return strikes < after
        ? Optional.empty()
        : Optional.of(durations.get(Math.min(strikes - after, durations.size() - 1)));
  }
}
