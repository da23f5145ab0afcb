package dev.menshen;

import dev.menshen.AssessmentOptions.Priority;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * An assessment that waits for a thread, or is with one. Work is done in the order of its turns:
 * the turn of what somebody waits for is when it came, that of bulk work some time later.
 */
final class Work extends FutureTask<Assessment> implements Comparable<Work> {
  private final Arrival arrival;
  private final Priority priority;
  private final long turn;
  private final Consumer<? super Work> finished;

  /**
   * Creates work.
   *
   * @param patience how long after it came bulk work still lets other work go first
   * @param finished told when there is a verdict or none, before whoever waits is
   */
  Work(
      Callable<Assessment> task,
      Arrival arrival,
      Priority priority,
      Duration patience,
      Consumer<? super Work> finished) {
    super(task);
    this.arrival = arrival;
    this.priority = priority;
    this.turn =
        switch (priority) {
          case INTERACTIVE -> arrival.time();
          case BULK -> arrival.time() + patience.toNanos();
        };
    this.finished = finished;
  }

  Priority priority() {
    return priority;
  }

  /** Whether this came after other work. */
  boolean isYoungerThan(Work other) {
    return arrival.number() > other.arrival.number();
  }

  /** Ends the work without doing it, with the reason for whoever waits. */
  void refuse(NotScannedException reason) {
    setException(reason);
  }

  @Override
  protected void set(Assessment assessment) {
    finished.accept(this);
    super.set(assessment);
  }

  @Override
  protected void setException(Throwable thrown) {
    finished.accept(this);
    super.setException(thrown);
  }

  @Override
  public int compareTo(Work other) {
    // The difference decides, as the times of nanoTime may pass the largest long.
    int order = Long.signum(turn - other.turn);
    return order == 0 ? Long.compare(arrival.number(), other.arrival.number()) : order;
  }

  /**
   * When work came.
   *
   * @param number higher for what came later
   * @param time as {@link System#nanoTime} tells it
   */
  record Arrival(long number, long time) {}
}
