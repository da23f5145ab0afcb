package dev.menshen.cache;

import dev.menshen.Deadline;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;

/**
 * Findings that were made before. A finding is kept whatever the policy, so that a change of policy
 * needs no flush; a text that was not scanned is never kept. Safe for many threads.
 */
public interface AssessmentCache {
  /** Keeps nothing. */
  AssessmentCache NONE =
      (key, computation, deadline) -> new Answer(computation.compute(), Source.COMPUTED);

  /**
   * The finding for a key: a kept one, the one that somebody else is computing right now, or a new
   * one.
   *
   * @param deadline how long to wait for somebody else's computation
   * @throws NotScannedException when the computation, or the wait for it, ends without a finding
   */
  Answer get(CacheKey key, Computation computation, Deadline deadline);

  /** Makes a finding. */
  @FunctionalInterface
  interface Computation {
    /**
     * Makes the finding, on the thread that calls.
     *
     * @throws NotScannedException when there is none
     */
    Finding compute();
  }

  /**
   * A finding and where it is from.
   *
   * @param finding the finding
   * @param source where it is from
   */
  record Answer(Finding finding, Source source) {}

  /** Where a finding is from. */
  enum Source {
    /** It was made for this request. */
    COMPUTED("computed"),
    /** Another request was about to make the same one. */
    JOINED("joined"),
    /** It was kept in this process. */
    LOCAL("local"),
    /** It was kept in the cache that instances share. */
    SHARED("shared");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** The name in answers and metrics, such as {@code local}. */
    public String label() {
      return label;
    }
  }
}
