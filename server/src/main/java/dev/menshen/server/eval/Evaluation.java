package dev.menshen.server.eval;

import static java.util.Objects.requireNonNull;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Has a pipeline judge labelled rows, on several threads. */
public final class Evaluation {
  /** How many rows, spread over a file, are judged before the clock starts. */
  private static final int WARM_UP_ROWS = 8;

  /** What a verdict needs and no more; nobody waits for a single row. */
  private static final AssessmentOptions OPTIONS =
      AssessmentOptions.DEFAULT.withPriority(Priority.BULK);

  private final Pipeline pipeline;
  private final int threads;

  /**
   * Creates an evaluation.
   *
   * @param pipeline who judges; the caller closes it
   * @param threads how many rows are judged at once
   */
  public Evaluation(Pipeline pipeline, int threads) {
    this.pipeline = requireNonNull(pipeline, "pipeline is null");
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
    this.threads = threads;
  }

  /**
   * Judges a file. A few of its rows are judged before the clock starts, and then again, so that
   * the speed is that of a guard that has warmed up.
   *
   * @param afterRow called after each row, on any of the threads
   * @throws InterruptedException when the calling thread is interrupted
   */
  public Figures measure(LabelledFile file, Runnable afterRow) throws InterruptedException {
    List<LabelledRow> rows = file.rows();
    for (int i = 0; i < WARM_UP_ROWS; i++) {
      LabelledRow row = rows.get((int) ((long) i * rows.size() / WARM_UP_ROWS));
      pipeline.moderate(row.conversation(), OPTIONS);
    }
    Outcome[] outcomes = new Outcome[rows.size()];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("menshen-eval-", 0).daemon().factory())) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(
            executor.submit(
                () -> {
                  for (int row = next.getAndIncrement();
                      row < outcomes.length && !Thread.currentThread().isInterrupted();
                      row = next.getAndIncrement()) {
                    outcomes[row] = outcome(rows.get(row));
                    afterRow.run();
                  }
                }));
      }
      for (Future<?> worker : workers) {
        await(worker, executor);
      }
    }
    return Figures.of(
        file.name(), Arrays.asList(outcomes), Duration.ofNanos(System.nanoTime() - start));
  }

  private Outcome outcome(LabelledRow row) {
    return Outcome.of(row, pipeline.moderate(row.conversation(), OPTIONS));
  }

  private static void await(Future<?> worker, ExecutorService executor)
      throws InterruptedException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      executor.shutdownNow();
      throw new IllegalStateException("a row could not be judged", e.getCause());
    } catch (InterruptedException e) {
      executor.shutdownNow();
      throw e;
    }
  }
}
