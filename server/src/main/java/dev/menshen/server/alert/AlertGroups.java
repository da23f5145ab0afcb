package dev.menshen.server.alert;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Hands alerts of one kind to the database together when many come at once: while one statement is
 * under way the next waits and takes all along that have come meanwhile. So a storm costs a
 * statement after another and not one for each alert, and yet each is kept before its text is
 * answered. Safe for many threads.
 */
final class AlertGroups {
  private static final int LOCKS = 64;

  private final AlertStore store;
  private final InstantSource clock;
  private final ConcurrentMap<String, Batch> waiting = new ConcurrentHashMap<>();
  private final Lock[] locks =
      IntStream.range(0, LOCKS).mapToObj(i -> new ReentrantLock()).toArray(Lock[]::new);

  AlertGroups(AlertStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Keeps an alert; when this returns it is in the database.
   *
   * @throws RuntimeException when it could not be kept
   */
  void add(Alert alert) {
    String group = alert.group();
    Batch own = new Batch();
    Batch batch =
        waiting.compute(
            group,
            (key, open) -> {
              Batch joined = open == null ? own : open;
              joined.count++;
              return joined;
            });
    if (batch == own) {
      lead(alert, group, own);
    } else {
      follow(batch);
    }
  }

  private void lead(Alert alert, String group, Batch batch) {
    Lock lock = locks[Math.floorMod(group.hashCode(), LOCKS)];
    lock.lock();
    try {
      // From here on nobody joins, and the count stays.
      waiting.remove(group);
      store.add(alert, batch.count, clock.instant());
      batch.kept.complete(null);
    } catch (RuntimeException | Error e) {
      batch.kept.completeExceptionally(e);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private static void follow(Batch batch) {
    try {
      batch.kept.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("alerts could not be kept", e.getCause());
    }
  }

  /** Alerts of one kind that go together; the count is changed within the map alone. */
  private static final class Batch {
    private final CompletableFuture<?> kept = new CompletableFuture<>();
    private long count;
  }
}
