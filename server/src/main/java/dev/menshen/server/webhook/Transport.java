package dev.menshen.server.webhook;

import java.time.Duration;
import java.util.Optional;

/** A way to bring events to a kind of destination. Safe for many threads. */
public interface Transport {
  /** The kind of destination that it serves, such as {@code webhook}. */
  String kind();

  /**
   * Tries once to bring an event to a destination, within a bounded time. Never throws because that
   * does not work.
   */
  Result send(Destination destination, Delivery.Message message);

  /**
   * How far apart deliveries to one destination are at least; with a pace they go one by one, else
   * several at once.
   */
  default Duration pace() {
    return Duration.ZERO;
  }

  /** What became of an attempt. */
  sealed interface Result {
    /** The destination has it. */
    record Delivered() implements Result {}

    /**
     * It did not work, and may work later.
     *
     * @param cause one word for it, such as {@code status_500} or {@code timeout}; never an address
     * @param retryAfter how long the destination wants to be left alone; empty when it says nothing
     */
    record Failed(String cause, Optional<Duration> retryAfter) implements Result {
      /** It did not work, and nobody says when it will. */
      public Failed(String cause) {
        this(cause, Optional.empty());
      }
    }

    /** The destination is gone for good. */
    record Gone() implements Result {}
  }
}
