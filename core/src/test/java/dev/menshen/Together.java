package dev.menshen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does things at the same time, each on a thread of its own. */
public final class Together {
  private Together() {}

  /**
   * Runs as many tasks as there are threads, all begun at once, and waits for them.
   *
   * @param task the task of each thread, by its index
   * @return what they came to, in the order of the indexes
   * @throws AssertionError when one of them failed
   */
  public static <T> List<T> run(int threads, IntFunction<? extends Callable<T>> task)
      throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(threads);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Callable<T> own = task.apply(i);
        futures.add(
            executor.submit(
                () -> {
                  start.await();
                  return own.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a task failed", e.getCause());
    }
  }
}
