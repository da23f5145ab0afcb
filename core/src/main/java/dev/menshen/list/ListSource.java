package dev.menshen.list;

import dev.menshen.Scope;

/** Which lists hold for whom. Safe for use by many threads. */
@FunctionalInterface
public interface ListSource {
  /** No lists for anybody. */
  ListSource NONE = application -> Lists.EMPTY;

  /** The entries that hold for an application: its own, its tenant's, and everybody's. */
  Lists of(Scope application);
}
