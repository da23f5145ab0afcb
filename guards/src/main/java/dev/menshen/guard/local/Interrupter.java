package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.menshen.Deadline;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops native runs whose verdict nobody needs any more. A native call does not see that its thread
 * is interrupted, and reading a long text takes seconds, so another thread looks after it.
 */
final class Interrupter implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Interrupter.class.getName());

  /** How often the runs are looked at. */
  private static final long PERIOD_MILLIS = 20;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  Interrupter() {
    thread = Thread.ofPlatform().daemon().name("menshen-interrupter").start(this::look);
  }

  /**
   * Watches a run of the current thread until the watch is closed.
   *
   * @param options those of the run
   */
  Watch watch(RunOptions options, Deadline deadline) {
    Watch watch = new Watch(options, deadline, Thread.currentThread());
    watches.add(watch);
    // A run that begins after the end is stopped before its first node.
    watch.look();
    return watch;
  }

  /** Stops all runs, those that begin later too. */
  @Override
  public void close() {
    closed = true;
    watches.forEach(Watch::look);
    thread.interrupt();
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        watches.forEach(Watch::look);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** One run. */
  final class Watch implements AutoCloseable {
    private final RunOptions options;
    private final Deadline deadline;
    private final Thread runner;
    private boolean stopped;
    private boolean ended;

    private Watch(RunOptions options, Deadline deadline, Thread runner) {
      this.options = options;
      this.deadline = deadline;
      this.runner = runner;
    }

    /**
     * Says why the run was stopped, if it was.
     *
     * @throws NotScannedException with {@link Reason#TIMEOUT} or {@link Reason#CANCELLED}, with
     *     {@link Reason#GUARD_FAILED} when the guard is closed
     */
    void check() {
      if (closed) {
        throw closed();
      }
      synchronized (this) {
        if (stopped) {
          deadline.check();
        }
      }
    }

    /** Ends the watch; the options may be closed after this. */
    @Override
    public synchronized void close() {
      ended = true;
      watches.remove(this);
    }

    private synchronized void look() {
      if (stopped || ended || !(closed || deadline.expired() || runner.isInterrupted())) {
        return;
      }
      stopped = true;
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        // The run goes on to its end; the others are still looked after.
        LOGGER.log(Level.WARNING, "a run cannot be stopped", e);
      }
    }
  }

  /** What a text is told that comes when the guard is closed. */
  static NotScannedException closed() {
    return new NotScannedException(
        Reason.GUARD_FAILED, "the guard is closed; the server is stopping");
  }
}
