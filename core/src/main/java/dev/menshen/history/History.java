package dev.menshen.history;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where past moderations are kept, for all instances of an installation. Safe for many threads. */
public interface History {
  /** Keeps moderations. When it returns they are safe. */
  void add(List<PastModeration> moderations);

  /** One moderation by its id. */
  Optional<PastModeration> find(String id);

  /**
   * Hands over the moderations of a scope and of all narrower ones in a range of time, the oldest
   * first, without holding them all in memory.
   *
   * @param from from then on
   * @param to until before then
   */
  void each(Scope scope, Instant from, Instant to, Consumer<? super PastModeration> consumer);

  /** Forgets what is older, and says how many that were. */
  int forget(Instant before);
}
