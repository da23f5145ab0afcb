package dev.menshen.server.models;

import java.time.Duration;

/** Hears how far a pull is. Called by many threads at once. */
public interface PullProgress {
  /** Hears nothing. */
  PullProgress NONE =
      new PullProgress() {
        @Override
        public void begin(long total, long present) {}

        @Override
        public void fetched(long bytes) {}

        @Override
        public void checking(String file) {}

        @Override
        public void waiting(PullException fault, Duration wait) {}
      };

  /**
   * The transfer begins.
   *
   * @param total bytes of all files that are to be fetched
   * @param present bytes of them that an earlier pull has left
   */
  void begin(long total, long present);

  /** More bytes are there; fewer, when a file has to be fetched anew. */
  void fetched(long bytes);

  /** A whole file is read again and compared with its SHA-256. */
  void checking(String file);

  /** A request failed and is tried again after a while. */
  void waiting(PullException fault, Duration wait);
}
