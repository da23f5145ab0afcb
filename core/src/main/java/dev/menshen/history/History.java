package dev.menshen.history;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where past moderations are kept, for all instances of an installation. Safe for many threads. */
public interface History {
  /**
   * Keeps moderations. When it returns they are safe. One that is kept already stays as it is, so
   * that this can be tried again.
   *
   * @throws IllegalArgumentException when an id is not a UUID
   */
  void add(List<PastModeration> moderations);

  /** One moderation by its id. */
  Optional<PastModeration> find(String id);

  /**
   * Hands over the moderations of a scope and of all narrower ones in a range of time, the oldest
   * first, those of the same time in the order of their ids, without holding them all in memory.
   * Those that are added meanwhile may be left out.
   *
   * @param from from then on
   * @param to until before then
   */
  void each(Scope scope, Instant from, Instant to, Consumer<? super PastModeration> consumer);

  /** Forgets what is of an earlier time, and says how many that were. */
  int forget(Instant before);
}
