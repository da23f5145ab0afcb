package dev.menshen.server.audit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A record on its way to the disk, and the thread that waits for it. */
final class Entry {
  private final RecordKind kind;
  private final JsonLine line;
  private final @Nullable Thread waiter;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  /** The one that came before it; written before others see this one. */
  @Nullable Entry before;

  /**
   * A record.
   *
   * @param waiter who waits until it is on disk; null when nobody does
   */
  Entry(RecordKind kind, JsonLine line, @Nullable Thread waiter) {
    this.kind = kind;
    this.line = line;
    this.waiter = waiter;
  }

  RecordKind kind() {
    return kind;
  }

  JsonLine line() {
    return line;
  }

  /** Whether the writer has it from now on; else it was given up. */
  boolean take() {
    return state.compareAndSet(State.WAITING, State.TAKEN);
  }

  /** Gives it up when the writer does not have it yet; says whether that was so. */
  boolean giveUp() {
    return end(State.WAITING, State.FAILED);
  }

  /** It is on disk. */
  void written() {
    end(State.TAKEN, State.WRITTEN);
  }

  /** It is not known to be on disk. */
  void failed() {
    end(State.TAKEN, State.FAILED);
  }

  /**
   * Waits until it is written or given up, also when the thread is interrupted meanwhile: that is
   * for whoever comes after.
   *
   * @return whether it is on disk
   */
  boolean await() {
    boolean interrupted = false;
    State now = state.get();
    while (now == State.WAITING || now == State.TAKEN) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
      now = state.get();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return now == State.WRITTEN;
  }

  private boolean end(State from, State to) {
    boolean ended = state.compareAndSet(from, to);
    if (ended && waiter != null) {
      LockSupport.unpark(waiter);
    }
    return ended;
  }

  private enum State {
    WAITING,
    TAKEN,
    WRITTEN,
    FAILED
  }
}
