package dev.menshen.server.models;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fetches the parts of many files through a number of connections. One round is enough, unless a
 * file changes on the way or a server knows no ranges.
 */
final class Rounds {
  private final List<FileDownload> downloads;
  private final int connections;

  Rounds(List<FileDownload> downloads, int connections) {
    this.downloads = downloads;
    this.connections = connections;
  }

  /** Runs until every file is whole and compared. */
  void run() throws PullException, InterruptedException {
    for (Queue<Callable<Void>> tasks = tasks(); !tasks.isEmpty(); tasks = tasks()) {
      work(tasks);
    }
  }

  private Queue<Callable<Void>> tasks() throws PullException {
    Queue<Callable<Void>> tasks = new ConcurrentLinkedQueue<>();
    for (FileDownload download : downloads) {
      download.prepare();
      if (download.partial().isVerified()) {
        continue;
      }
      int[] parts = download.partial().unfinished();
      for (int part : parts) {
        tasks.add(
            () -> {
              download.fetch(part);
              download.finish();
              return null;
            });
      }
      if (parts.length == 0) {
        tasks.add(
            () -> {
              download.finish();
              return null;
            });
      }
    }
    return tasks;
  }

  /** Ends at the first fault of any of them. */
  private void work(Queue<Callable<Void>> tasks) throws PullException, InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      ExecutorCompletionService<Void> workers = new ExecutorCompletionService<>(threads);
      int count = Math.min(connections, tasks.size());
      for (int i = 0; i < count; i++) {
        workers.submit(() -> drain(tasks));
      }
      for (int i = 0; i < count; i++) {
        workers.take().get();
      }
    } catch (ExecutionException e) {
      throw fault(e);
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  @SuppressWarnings("NullAway") // a task has no result
  private static Void drain(Queue<Callable<Void>> tasks) throws Exception {
    for (Callable<Void> task = tasks.poll(); task != null; task = tasks.poll()) {
      task.call();
    }
    return null;
  }

  private static PullException fault(ExecutionException e) {
    return switch (e.getCause()) {
      case PullException fault -> fault;
      case RuntimeException fault -> throw fault;
      case Error fault -> throw fault;
      case null, default -> throw new IllegalStateException(e);
    };
  }
}
