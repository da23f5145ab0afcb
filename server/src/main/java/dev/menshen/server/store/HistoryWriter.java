package dev.menshen.server.store;

import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.TransactionException;

/**
 * Writes moderations to the history behind the requests' backs, in batches, on one thread. {@code
 * menshen.history} counts them by result: kept or lost; none is lost without that.
 *
 * <p>When the queue is full a request waits a little; while the database is down it does not, as
 * that would not help. A batch that could not be written is tried again until it can be.
 */
public final class HistoryWriter implements Consumer<PastModeration>, AutoCloseable {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** How long an idle writer takes to see that it is closed. */
  private static final Duration IDLE = Duration.ofMillis(200);

  private final History history;
  private final HistoryProperties properties;
  private final BlockingQueue<PastModeration> queue;
  private final Counter kept;
  private final Loss loss;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean down;

  HistoryWriter(History history, HistoryProperties properties, MeterRegistry registry) {
    this.history = history;
    this.properties = properties;
    this.queue = new ArrayBlockingQueue<>(properties.queue());
    this.kept = registry.counter("menshen.history", "result", "kept");
    this.loss = new Loss(registry.counter("menshen.history", "result", "lost"));
    Gauge.builder("menshen.history.queue", queue, BlockingQueue::size).register(registry);
    this.thread = Thread.ofPlatform().name("history").daemon().start(this::run);
  }

  /** Hands a moderation over to be written soon. Never throws because that fails. */
  @Override
  public void accept(PastModeration moderation) {
    if (closed.getCount() == 0 || !offer(moderation)) {
      loss.count(1, down ? "the database is down" : "there are more than it can write");
    }
  }

  private boolean offer(PastModeration moderation) {
    if (queue.offer(moderation)) {
      return true;
    }
    if (down) {
      return false;
    }
    try {
      return queue.offer(moderation, properties.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Writes what is left and ends; what cannot be written now is lost, and counted so. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loss.report();
  }

  // The thread is never interrupted: the database would not be the same afterwards.
  private void run() {
    try {
      while (closed.getCount() > 0 || !queue.isEmpty()) {
        PastModeration first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          write(batch(first));
        }
        loss.reportInTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<PastModeration> batch(PastModeration first) throws InterruptedException {
    List<PastModeration> batch = new ArrayList<>(properties.batch());
    batch.add(first);
    queue.drainTo(batch, properties.batch() - 1);
    if (batch.size() < properties.batch()) {
      closed.await(properties.delay().toNanos(), TimeUnit.NANOSECONDS);
      queue.drainTo(batch, properties.batch() - batch.size());
    }
    return batch;
  }

  private void write(List<PastModeration> batch) throws InterruptedException {
    while (true) {
      try {
        history.add(batch);
        kept.increment(batch.size());
        down = false;
        return;
      } catch (RuntimeException e) {
        if (!passes(e)) {
          writeOneByOne(batch);
          return;
        }
        down = true;
        if (closed.await(RETRY.toNanos(), TimeUnit.NANOSECONDS)) {
          loss.count(batch.size(), e.getClass().getSimpleName());
          return;
        }
        loss.reportInTime();
      }
    }
  }

  /** One that cannot be written keeps no other from being written. */
  private void writeOneByOne(List<PastModeration> batch) {
    for (PastModeration moderation : batch) {
      try {
        history.add(List.of(moderation));
        kept.increment();
      } catch (RuntimeException e) {
        loss.count(1, e.getClass().getSimpleName());
      }
    }
  }

  /** Whether trying again later may help. */
  private static boolean passes(RuntimeException thrown) {
    return thrown instanceof TransactionException
        || thrown instanceof NonTransientDataAccessResourceException
        || (thrown instanceof DataAccessException
            && !(thrown instanceof NonTransientDataAccessException));
  }
}
