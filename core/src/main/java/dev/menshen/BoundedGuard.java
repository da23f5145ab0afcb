package dev.menshen;

import static java.util.Objects.requireNonNull;

import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.NotScannedException.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A guard whose work runs on a fixed number of platform threads behind a queue of fixed length.
 * Native inference would pin the carrier of a virtual thread; here any number of virtual threads
 * may ask, and when the queue is full they are told so at once instead of waiting for ever.
 *
 * <p>What somebody waits for goes before bulk work, and what came first before what came later.
 * Bulk work is patient, not forgotten: it lets that go first which comes within {@link
 * Limits#bulkPatience} after it, and no more. When the queue is full, work that somebody waits for
 * takes the place of the bulk work that came last, whose caller is told that the guard is
 * overloaded.
 *
 * <p>A caller who is interrupted, or whose deadline passes, takes its work out of the queue; work
 * that is with the guard by then has its thread interrupted.
 */
public final class BoundedGuard implements Guard {
  private final Guard guard;
  private final Limits limits;
  private final BiConsumer<? super Priority, ? super Duration> waited;
  private final PriorityBlockingQueue<Runnable> waiting = new PriorityBlockingQueue<>();
  private final ThreadPoolExecutor executor;

  /** What waits, and what the threads are at. */
  private final Set<Work> unfinished = new HashSet<>();

  private long arrivals;

  /**
   * Bounds a guard.
   *
   * @param guard the guard that does the work; closed with this one
   * @param limits how much work it takes
   */
  public BoundedGuard(Guard guard, Limits limits) {
    this(guard, limits, (priority, wait) -> {});
  }

  /**
   * Bounds a guard and tells how long its callers wait.
   *
   * @param guard the guard that does the work; closed with this one
   * @param limits how much work it takes
   * @param waited told, on the guard's thread, how long each conversation was in the queue
   */
  public BoundedGuard(
      Guard guard, Limits limits, BiConsumer<? super Priority, ? super Duration> waited) {
    this.guard = requireNonNull(guard, "guard is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.waited = requireNonNull(waited, "waited is null");
    this.executor =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            0,
            TimeUnit.SECONDS,
            waiting,
            Thread.ofPlatform().name("menshen-guard-", 0).daemon().factory()) {
          @Override
          protected void afterExecute(Runnable work, Throwable thrown) {
            // Work that was cancelled between the queue and the thread neither began nor ended.
            finished((Work) work);
          }
        };
    // A thread that the pool starts for new work would do it out of turn.
    executor.prestartAllCoreThreads();
  }

  @Override
  public GuardInfo info() {
    return guard.info();
  }

  /** How much work it takes. */
  public Limits limits() {
    return limits;
  }

  /** How many conversations of a priority wait for a thread. */
  public int queued(Priority priority) {
    return (int) queue().filter(work -> work.priority() == priority).count();
  }

  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    Deadline deadline = options.deadline().earlier(Deadline.of(limits.timeout()));
    deadline.check();
    Work work = admit(conversation, options.withDeadline(deadline));
    try {
      return work.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(work);
      throw deadline.missed();
    } catch (InterruptedException e) {
      abandon(work);
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
    for (Runnable work : executor.shutdownNow()) {
      // Its caller would wait for its turn until the timeout.
      ((Work) work).refuse(closed());
    }
    try {
      if (executor.awaitTermination(limits.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        guard.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Work admit(Conversation conversation, AssessmentOptions options) {
    if (unfinished.size() >= limits.threads() + limits.queue()) {
      switch (options.priority()) {
        case INTERACTIVE -> makeRoom();
        case BULK -> throw overloaded();
      }
    }
    Work.Arrival arrival = new Work.Arrival(arrivals++, System.nanoTime());
    Work work =
        new Work(
            () -> {
              waited.accept(
                  options.priority(), Duration.ofNanos(System.nanoTime() - arrival.time()));
              options.deadline().check();
              return guard.assess(conversation, options);
            },
            arrival,
            options.priority(),
            limits.bulkPatience(),
            this::finished);
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      throw closed();
    }
    unfinished.add(work);
    return work;
  }

  /** Gives up the bulk work that came last, for work that somebody waits for. */
  private void makeRoom() {
    while (true) {
      Work displaced = youngestBulk().orElseThrow(BoundedGuard::overloaded);
      // A thread may have taken it out of the queue just now.
      if (executor.remove(displaced)) {
        displaced.refuse(overloaded());
        return;
      }
    }
  }

  private Optional<Work> youngestBulk() {
    return queue()
        .filter(work -> work.priority() == Priority.BULK)
        .reduce((one, other) -> one.isYoungerThan(other) ? one : other);
  }

  /** Takes work out of the queue, so that nobody's place is held by it, or stops it. */
  private void abandon(Work work) {
    if (executor.remove(work)) {
      finished(work);
    }
    work.cancel(true);
  }

  private synchronized void finished(Work work) {
    unfinished.remove(work);
  }

  private Stream<Work> queue() {
    return waiting.stream().map(Work.class::cast);
  }

  private static NotScannedException overloaded() {
    return new NotScannedException(
        Reason.OVERLOADED, "the guard has all the work that it can take; try again in a second");
  }

  private static NotScannedException closed() {
    return new NotScannedException(
        Reason.GUARD_FAILED, "the guard is closed; the server is stopping");
  }

  /**
   * How much work a guard takes.
   *
   * @param threads how many conversations are assessed at once
   * @param queue how many more may wait
   * @param timeout how long a caller waits for a verdict, in the queue and in the guard together,
   *     when its own deadline is not earlier
   * @param bulkPatience how long after it came bulk work still lets that go first which somebody
   *     waits for
   */
  public record Limits(int threads, int queue, Duration timeout, Duration bulkPatience) {
    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException when there is no thread, no place or no time
     */
    public Limits {
      requireNonNull(timeout, "timeout is null");
      requireNonNull(bulkPatience, "bulkPatience is null");
      if (threads < 1 || queue < 1 || !timeout.isPositive() || bulkPatience.isNegative()) {
        throw new IllegalArgumentException(
            "threads %d, queue %d, timeout %s, bulkPatience %s"
                .formatted(threads, queue, timeout, bulkPatience));
      }
    }
  }
}
