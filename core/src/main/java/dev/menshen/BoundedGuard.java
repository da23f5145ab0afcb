package dev.menshen;

import static java.util.Objects.requireNonNull;

import dev.menshen.NotScannedException.Reason;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A guard whose work runs on a fixed number of platform threads behind a queue of fixed length.
 * Native inference would pin the carrier of a virtual thread; here any number of virtual threads
 * may ask, and when the queue is full they are told so at once instead of waiting for ever.
 */
public final class BoundedGuard implements Guard {
  private final Guard guard;
  private final Duration timeout;
  private final Consumer<? super Duration> waited;
  private final ThreadPoolExecutor executor;

  /**
   * Bounds a guard.
   *
   * @param guard the guard that does the work; closed with this one
   * @param threads how many conversations are assessed at once
   * @param queue how many more may wait
   * @param timeout how long a caller waits for a verdict, in the queue and in the guard together
   */
  public BoundedGuard(Guard guard, int threads, int queue, Duration timeout) {
    this(guard, threads, queue, timeout, wait -> {});
  }

  /**
   * Bounds a guard and tells how long its callers wait.
   *
   * @param guard the guard that does the work; closed with this one
   * @param threads how many conversations are assessed at once
   * @param queue how many more may wait
   * @param timeout how long a caller waits for a verdict, in the queue and in the guard together
   * @param waited told, on the guard's thread, how long each conversation was in the queue
   */
  public BoundedGuard(
      Guard guard, int threads, int queue, Duration timeout, Consumer<? super Duration> waited) {
    this.guard = requireNonNull(guard, "guard is null");
    this.timeout = requireNonNull(timeout, "timeout is null");
    this.waited = requireNonNull(waited, "waited is null");
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name("menshen-guard-", 0).daemon().factory(),
            new ThreadPoolExecutor.AbortPolicy());
  }

  @Override
  public GuardInfo info() {
    return guard.info();
  }

  /** How many conversations wait for a thread. */
  public int queued() {
    return executor.getQueue().size();
  }

  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    Future<Assessment> future;
    long asked = System.nanoTime();
    try {
      future =
          executor.submit(
              () -> {
                waited.accept(Duration.ofNanos(System.nanoTime() - asked));
                return guard.assess(conversation, options);
              });
    } catch (RejectedExecutionException e) {
      if (executor.isShutdown()) {
        throw closed();
      }
      throw new NotScannedException(
          Reason.OVERLOADED, "the guard has all the work that it can take; try again in a second");
    }
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(future);
      throw new NotScannedException(
          Reason.TIMEOUT,
          "the guard gave no verdict within %d ms; try again, or send less at once"
              .formatted(timeout.toMillis()));
    } catch (CancellationException e) {
      throw closed();
    } catch (InterruptedException e) {
      abandon(future);
      Thread.currentThread().interrupt();
      throw new NotScannedException(
          Reason.CANCELLED, "the request was cancelled before the guard gave a verdict");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new NotScannedException(
          Reason.GUARD_FAILED, "the guard failed; see the log", e.getCause());
    }
  }

  /**
   * Takes no more work, tells those who wait that there is no verdict, and closes the guard once
   * the work in progress is done. Work that takes longer than the timeout is left to end with the
   * process, and the guard with it: a model must not be closed under a native call.
   */
  @Override
  public void close() {
    for (Runnable waiting : executor.shutdownNow()) {
      // Its caller would wait for its turn until the timeout.
      ((Future<?>) waiting).cancel(false);
    }
    try {
      // A native call cannot be interrupted; the model must outlive it.
      if (executor.awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        guard.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static NotScannedException closed() {
    return new NotScannedException(
        Reason.GUARD_FAILED, "the guard is closed; the server is stopping");
  }

  /** Stops the work, or takes it out of the queue so that nobody's place is held by it. */
  private void abandon(Future<Assessment> future) {
    future.cancel(true);
    executor.purge();
  }
}
