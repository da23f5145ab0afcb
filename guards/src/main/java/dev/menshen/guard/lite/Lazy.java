package dev.menshen.guard.lite;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A part of the guard that is loaded once, when it is first needed or shortly before. */
final class Lazy<T> {
  private final FutureTask<T> task;
  private final AtomicBoolean started = new AtomicBoolean();

  Lazy(Supplier<T> loader) {
    task = new FutureTask<>(loader::get);
  }

  /** Starts loading on a thread of its own, unless that has begun. */
  void start() {
    if (started.compareAndSet(false, true)) {
      Thread.ofPlatform().name("menshen-load").daemon().start(task);
    }
  }

  /** The part, loaded on this thread unless loading has begun on another. */
  T get() {
    if (started.compareAndSet(false, true)) {
      task.run();
    }
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the guard was loading", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          e.getCause() == null ? "the guard does not load" : e.getCause().getMessage(), e);
    }
  }

  /** Hands the part over if it was loaded, or is being loaded; one that failed to load is not. */
  void ifLoaded(Consumer<T> action) {
    if (!started.get()) {
      return;
    }
    T part;
    try {
      part = get();
    } catch (IllegalStateException e) {
      // Whoever needed the part was told why it does not load; there is nothing to hand over.
      return;
    }
    action.accept(part);
  }
}
