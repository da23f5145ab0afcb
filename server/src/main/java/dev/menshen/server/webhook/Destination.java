package dev.menshen.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where events are sent: a webhook, or a channel that people read.
 *
 * @param id its id
 * @param kind the {@linkplain Transport#kind() kind} of transport that serves it, such as {@code
 *     webhook}
 * @param name what people call it
 * @param scope whose events it gets
 * @param events the types of events that it gets; empty for all
 * @param language the language of what people read there, {@code en} or {@code zh}
 * @param state whether it is served
 * @param address how it is reached
 * @param created when it was made
 * @param standing how its deliveries went lately
 */
public record Destination(
    String id,
    String kind,
    String name,
    Scope scope,
    SortedSet<String> events,
    String language,
    State state,
    Address address,
    Instant created,
    Standing standing) {
  /** Keeps a copy of the types. */
  public Destination {
    requireNonNull(id, "id is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(scope, "scope is null");
    events = new TreeSet<>(events);
    requireNonNull(language, "language is null");
    requireNonNull(state, "state is null");
    requireNonNull(address, "address is null");
    requireNonNull(created, "created is null");
    requireNonNull(standing, "standing is null");
  }

  /** Whether it gets events of a type. */
  boolean wants(String type) {
    return events.isEmpty() || events.contains(type);
  }

  /** The same one, reached in another way. */
  public Destination reachedBy(Address other) {
    return new Destination(
        id, kind, name, scope, events, language, state, other, created, standing);
  }

  /** Whether a destination is served. */
  public enum State {
    /** It gets events. */
    ENABLED("enabled"),
    /** Somebody switched it off. */
    DISABLED("disabled"),
    /** It answered that it is gone for good (410). */
    GONE("gone");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** The name in the database and in answers, such as {@code enabled}. */
    public String label() {
      return label;
    }
  }

  /**
   * How the deliveries of a destination went lately.
   *
   * @param failures how often it failed since it last worked
   * @param failingSince when it began to fail; empty when it works
   * @param pausedUntil until when nothing is sent to it; empty when there is no pause
   */
  public record Standing(
      int failures, Optional<Instant> failingSince, Optional<Instant> pausedUntil) {
    /** Of a destination that works. */
    public static final Standing GOOD = new Standing(0, Optional.empty(), Optional.empty());
  }
}
