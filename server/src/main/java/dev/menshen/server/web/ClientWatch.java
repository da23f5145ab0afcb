package dev.menshen.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Does work for clients as long as they wait for it. The work is done on a thread of its own, while
 * the thread of the request, which alone may touch the connection, looks now and then whether the
 * client is still there. When it has gone, the work's thread is interrupted.
 */
@Component
public final class ClientWatch {
  private final Duration interval;

  ClientWatch(LimitsProperties limits) {
    this.interval = limits.connectionCheck();
  }

  /**
   * Does work for the client of a request whose body was read to its end.
   *
   * @param work stops soon when its thread is interrupted
   * @throws ClientGoneException when the client closed its connection, or its sending half, before
   *     the work was done
   */
  public <T> T whileConnected(HttpServletRequest request, Supplier<T> work)
      throws ClientGoneException {
    ClientConnection connection = ClientConnection.of(request);
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofVirtual().name("menshen-request").start(task);
    try {
      while (true) {
        try {
          return task.get(interval.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
          if (connection.isClosed()) {
            throw new ClientGoneException();
          }
        }
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a request was answered", e);
    } finally {
      task.cancel(true);
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
