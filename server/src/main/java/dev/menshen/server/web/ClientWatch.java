package dev.menshen.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Does work for clients as long as they wait for it. The work is done on the thread of the request;
 * one other thread looks now and then at the connections of all requests that are worked on, and
 * interrupts the thread of one whose client has gone. Work that is over before anybody looks, as
 * that of a cached verdict is, pays two steps in a set for being watched, and no change of thread.
 */
@Component
public final class ClientWatch implements AutoCloseable {
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("menshen-clients").factory());

  ClientWatch(LimitsProperties limits) {
    long interval = limits.connectionCheck().toNanos();
    var _ =
        executor.scheduleWithFixedDelay(
            () -> watches.forEach(Watch::look), interval, interval, TimeUnit.NANOSECONDS);
  }

  /**
   * Does work for the client of a request whose body was read to its end.
   *
   * @param work does not touch the request, and stops soon when its thread is interrupted
   * @throws ClientGoneException when the client closed its connection, or its sending half, before
   *     the work was done
   */
  public <T> T whileConnected(HttpServletRequest request, Supplier<T> work)
      throws ClientGoneException {
    Watch watch = new Watch(ClientConnection.of(request), Thread.currentThread());
    watches.add(watch);
    try {
      T result = work.get();
      watch.end();
      return result;
    } catch (RuntimeException | Error e) {
      watch.end();
      throw e;
    } finally {
      watches.remove(watch);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /**
   * One request that is worked on. The connection is looked at either by the watching thread or,
   * once the watch has ended, by that of the request, and never by both: each holds the lock.
   */
  private static final class Watch {
    private final ClientConnection connection;
    private final Thread thread;
    private boolean over;
    private boolean gone;

    Watch(ClientConnection connection, Thread thread) {
      this.connection = connection;
      this.thread = thread;
    }

    synchronized void look() {
      if (!over && !gone && connection.isClosed()) {
        gone = true;
        thread.interrupt();
      }
    }

    /** Gives the connection back to the calling thread, which nothing interrupts any more. */
    synchronized void end() throws ClientGoneException {
      over = true;
      if (gone) {
        // The connection could not be written to under an interruption: it would be closed.
        var _ = Thread.interrupted();
        throw new ClientGoneException();
      }
    }
  }
}
