package dev.menshen.backtest;

import dev.menshen.Scope;
import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A history that holds nothing and hands over what it is told to. */
record StreamedHistory(Consumer<Consumer<? super PastModeration>> stream) implements History {
  @Override
  public void add(List<PastModeration> moderations) {
    throw new UnsupportedOperationException("a back-test adds nothing");
  }

  @Override
  public Optional<PastModeration> find(String id) {
    throw new UnsupportedOperationException("a back-test looks for no single moderation");
  }

  @Override
  public void each(
      Scope scope, Instant from, Instant to, Consumer<? super PastModeration> consumer) {
    stream.accept(consumer);
  }

  @Override
  public int forget(Instant before) {
    throw new UnsupportedOperationException("a back-test forgets nothing");
  }
}
