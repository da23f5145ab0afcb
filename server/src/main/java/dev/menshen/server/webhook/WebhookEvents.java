package dev.menshen.server.webhook;

/** Where events are handed over that other systems may want to know of. Safe for many threads. */
@FunctionalInterface
public interface WebhookEvents {
  /**
   * Keeps an event in the database for every destination that wants it: in the transaction of the
   * caller when there is one on this thread ({@code Database.transactions()}), so that both are
   * kept or neither is, else in one of its own. It is sent soon after that has been committed, by
   * this instance or another, at least once, in no promised order.
   *
   * @throws org.springframework.dao.DataAccessException when it cannot be kept
   */
  void publish(Event event);
}
