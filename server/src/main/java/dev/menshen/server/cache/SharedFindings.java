package dev.menshen.server.cache;

import dev.menshen.Deadline;
import dev.menshen.cache.AssessmentCache.Source;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.FindingCodec.Kept;
import java.util.function.Supplier;

/** The findings that instances share. */
@FunctionalInterface
interface SharedFindings {
  /** There are none: each instance makes its own. */
  SharedFindings NONE =
      (key, computation, deadline) -> new Fetched(computation.get(), Source.COMPUTED);

  /**
   * The finding that another instance made or is making, or a new one.
   *
   * @throws dev.menshen.NotScannedException when the computation, or the wait for another
   *     instance's, ends without a finding
   */
  Fetched get(CacheKey key, Supplier<Kept> computation, Deadline deadline);

  /**
   * A finding and where it is from.
   *
   * @param kept the finding
   * @param source {@link Source#COMPUTED} or {@link Source#SHARED}
   */
  record Fetched(Kept kept, Source source) {}
}
