package dev.menshen.server.audit;

import java.util.Optional;

/** Remembers how far journals have come, elsewhere than they are. Safe for many threads. */
public interface HeadStore {
  /** How far the journal of an instance had come when that was last written down. */
  Optional<Head> find(String instance);

  /** Writes down how far a journal has come. */
  void save(Head head);
}
