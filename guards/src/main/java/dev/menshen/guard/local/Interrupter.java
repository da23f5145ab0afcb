package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.menshen.Deadline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops native runs whose verdict nobody needs any more. A native call does not see that its thread
 * is interrupted, and reading a long text takes seconds, so another thread looks after it.
 */
final class Interrupter implements AutoCloseable {
  /** How often the runs are looked at. */
  private static final long PERIOD_MILLIS = 20;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread;

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
    return watch;
  }

  @Override
  public void close() {
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

    private Watch(RunOptions options, Deadline deadline, Thread runner) {
      this.options = options;
      this.deadline = deadline;
      this.runner = runner;
    }

    /** Whether the run was told to stop. */
    synchronized boolean hasStopped() {
      return stopped;
    }

    /** Ends the watch; the options may be closed after this. */
    @Override
    public synchronized void close() {
      watches.remove(this);
    }

    private synchronized void look() {
      if (stopped || !watches.contains(this) || !(deadline.expired() || runner.isInterrupted())) {
        return;
      }
      stopped = true;
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        throw new IllegalStateException("a run cannot be stopped", e);
      }
    }
  }
}
