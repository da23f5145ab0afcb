package dev.menshen.server.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written: many threads add, one takes all at once. Nobody takes a lock, so that
 * no request waits for another.
 */
final class Intake {
  /** How long a request waits before it looks for room again. */
  private static final long PAUSE = 1_000_000;

  private final int capacity;
  private final AtomicReference<@Nullable Entry> last = new AtomicReference<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile @Nullable Thread taker;

  Intake(int capacity) {
    this.capacity = capacity;
  }

  int size() {
    return size.get();
  }

  /**
   * Adds an entry; waits for room.
   *
   * @param patience how long to wait, in nanoseconds
   * @return false when there was none in time, or the thread was interrupted
   */
  boolean add(Entry entry, long patience) {
    long start = System.nanoTime();
    while (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      if (System.nanoTime() - start >= patience || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(this, PAUSE);
    }
    Entry before;
    do {
      before = last.get();
      entry.before = before;
    } while (!last.compareAndSet(before, entry));
    wake();
    return true;
  }

  /** All entries, in the order in which they came; for one thread. */
  List<Entry> take() {
    List<Entry> taken = new ArrayList<>();
    for (Entry entry = last.getAndSet(null); entry != null; entry = entry.before) {
      taken.add(entry);
    }
    size.addAndGet(-taken.size());
    return taken.reversed();
  }

  /** Waits for an entry, or until somebody wakes the thread; for the one that takes. */
  void await(long nanoseconds) {
    taker = Thread.currentThread();
    asleep.set(true);
    if (last.get() == null) {
      LockSupport.parkNanos(this, nanoseconds);
    }
    asleep.set(false);
  }

  /** Wakes the thread that takes, if it waits. */
  void wake() {
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      LockSupport.unpark(taker);
    }
  }

  /** Shows all entries that wait, without taking them. */
  void forEach(Consumer<Entry> consumer) {
    for (Entry entry = last.get(); entry != null; entry = entry.before) {
      consumer.accept(entry);
    }
  }
}
