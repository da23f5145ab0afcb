package dev.menshen.server.keys;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key, without what lets anybody in.
 *
 * @param id for people, records and requests about the key
 * @param name what people call it
 * @param scope the tenant, and the application, that it acts for; global for all tenants
 * @param permissions what it may do
 * @param creator who made it, a key's or an account's name
 * @param created when
 * @param expires when it ends by itself; empty for never
 * @param revoked when somebody ended it; empty when nobody did
 * @param lastUsed when it was last used, to the minute; empty when it was not
 * @param secrets its secrets, the oldest first
 */
public record ApiKey(
    String id,
    String name,
    Scope scope,
    Set<Permission> permissions,
    String creator,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked,
    Optional<Instant> lastUsed,
    List<Validity> secrets) {
  /** Checks that nothing is missing. */
  public ApiKey {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(scope, "scope is null");
    permissions = Set.copyOf(permissions);
    requireNonNull(creator, "creator is null");
    requireNonNull(created, "created is null");
    requireNonNull(expires, "expires is null");
    requireNonNull(revoked, "revoked is null");
    requireNonNull(lastUsed, "lastUsed is null");
    secrets = List.copyOf(secrets);
    if (permissions.isEmpty()) {
      throw new IllegalArgumentException("a key that may do nothing is none; give it a scope");
    }
  }

  /** Whether anybody may use it at a time. */
  public Status status(Instant time) {
    if (revoked.isPresent()) {
      return Status.REVOKED;
    }
    return expires.filter(it -> !it.isAfter(time)).isPresent() ? Status.EXPIRED : Status.ACTIVE;
  }

  /** Those of its secrets that are valid at a time, if it is. */
  public List<Validity> valid(Instant time) {
    return secrets.stream().filter(it -> it.at(time)).toList();
  }

  /** Whether it can be given another secret: it is active and has only one. */
  boolean mayRotate(Instant time) {
    return status(time) == Status.ACTIVE && valid(time).size() < 2;
  }

  /** The key with these secrets. */
  ApiKey with(List<Validity> secrets) {
    return new ApiKey(
        id, name, scope, permissions, creator, created, expires, revoked, lastUsed, secrets);
  }

  /** Whoever uses it. */
  Actor actor() {
    return new Actor(Actor.Kind.KEY, id, name, scope.tenant(), scope.application(), permissions);
  }

  /** Whether anybody may use a key. */
  public enum Status {
    /** Whoever has one of its secrets may. */
    ACTIVE("active"),
    /** It has ended by itself. */
    EXPIRED("expired"),
    /** Somebody has ended it. */
    REVOKED("revoked");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** The name in answers, such as {@code active}. */
    public String label() {
      return label;
    }
  }

  /**
   * How long a secret is valid.
   *
   * @param from when it was made
   * @param until when it ends, because another one took its place; empty for as long as the key
   */
  public record Validity(Instant from, Optional<Instant> until) {
    /** Whether it is valid at a time. */
    boolean at(Instant time) {
      return until.filter(it -> !it.isAfter(time)).isEmpty();
    }
  }
}
