package dev.menshen.server.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * An event on its way to a destination.
 *
 * @param id its id
 * @param destination the destination's id
 * @param message what is sent
 * @param state how far it is
 * @param attempts how often it was tried
 * @param created when it was kept
 * @param due when it is tried next, or was
 * @param giveUp when it is given up
 * @param finished when it was delivered or given up
 * @param cause why the last attempt failed, one word such as {@code status_500}; empty when it
 *     worked or there was none
 */
public record Delivery(
    String id,
    String destination,
    Message message,
    State state,
    int attempts,
    Instant created,
    Instant due,
    Instant giveUp,
    Optional<Instant> finished,
    Optional<String> cause) {
  /** How far a delivery is. */
  public enum State {
    /** It is to be tried, for the first time or again. */
    WAITING("waiting"),
    /** The destination has it. */
    DELIVERED("delivered"),
    /** It was given up; it can be replayed. */
    DEAD("dead");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** The name in the database and in answers, such as {@code waiting}. */
    public String label() {
      return label;
    }
  }

  /**
   * What is sent: the same at every attempt.
   *
   * @param id the event's id, by which a receiver knows what it has had before
   * @param type the event's type
   * @param time when the event happened
   * @param body the event as JSON: {@code type}, {@code timestamp} and {@code data}
   */
  public record Message(String id, String type, Instant time, String body) {}
}
