package dev.menshen.server.models;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream from which nothing has come for too long: the JDK's client has no timeout for the
 * body of a response.
 */
final class StallWatch implements AutoCloseable {
  private final InputStream stream;
  private final long patience;
  private final Thread watcher;
  private volatile long touched = System.nanoTime();
  private volatile boolean stalled;

  private StallWatch(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience.toNanos();
    this.watcher = Thread.ofVirtual().name("pull-stall-watch").unstarted(this::watch);
  }

  static StallWatch over(InputStream stream, Duration patience) {
    StallWatch watch = new StallWatch(stream, patience);
    watch.watcher.start();
    return watch;
  }

  /** Something has come. */
  void touch() {
    touched = System.nanoTime();
  }

  /** Whether the stream was closed for its silence. */
  boolean stalled() {
    return stalled;
  }

  private void watch() {
    try {
      long left = patience;
      while (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
        left = patience - (System.nanoTime() - touched);
      }
      stalled = true;
      stream.close();
    } catch (InterruptedException e) {
      // The transfer is over.
    } catch (IOException e) {
      // The reader sees that the stream is broken.
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
