package dev.menshen.server.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.menshen.Assessment;
import dev.menshen.Finding;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec.Kept;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The findings that are kept in this process: bounded by their number and by their memory, the ones
 * that are asked for least leave first.
 */
final class LocalFindings {
  /** The least that an entry counts: key, finding, assessment and the table's own, in bytes. */
  static final int SMALLEST_BYTES = 640;

  private static final int CATEGORY_BYTES = 24;
  private static final int PROBABILITY_BYTES = 32;

  private final Cache<CacheKey, Kept> cache;

  /**
   * Nothing is kept yet.
   *
   * @param entries how many findings are kept at most
   * @param bytes how much memory they take at most, as far as can be told
   */
  LocalFindings(int entries, long bytes, InstantSource clock, Ticker ticker) {
    // Both bounds in one: no entry counts less than its share of the memory.
    int share = Math.clamp(bytes / entries, 1, Integer.MAX_VALUE);
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(bytes)
            .weigher((CacheKey key, Kept kept) -> Math.max(share, bytes(kept.finding())))
            .expireAfter(
                Expiry.<CacheKey, Kept>creating(
                    (key, kept) -> nonNegative(Duration.between(clock.instant(), kept.until()))))
            .ticker(ticker)
            // What a look leaves to be done is less work than to have it done by another thread.
            .executor(Runnable::run)
            .recordStats()
            .build();
  }

  @Nullable Finding find(CacheKey key) {
    Kept kept = cache.getIfPresent(key);
    return kept == null ? null : kept.finding();
  }

  void keep(CacheKey key, Kept kept) {
    cache.put(key, kept);
  }

  /** The cache itself, for its statistics. */
  Cache<CacheKey, Kept> cache() {
    return cache;
  }

  private static Duration nonNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  private static int bytes(Finding finding) {
    Assessment assessment = finding.assessment();
    return SMALLEST_BYTES
        + CATEGORY_BYTES * assessment.categories().size()
        + PROBABILITY_BYTES * assessment.categoryProbabilities().size();
  }
}
