package dev.menshen.server.keys;

import dev.menshen.Secret;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes and ends keys. Whoever acts for one tenant, or one application of it, sees and makes keys
 * of these alone.
 */
public final class Keys {
  private final KeyStore store;
  private final KnownKeys known;
  private final AdministrativeActs acts;
  private final Secret secret;
  private final InstantSource clock;

  Keys(
      KeyStore store,
      KnownKeys known,
      AdministrativeActs acts,
      Secret secret,
      InstantSource clock) {
    this.store = store;
    this.known = known;
    this.acts = acts;
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Makes a key.
   *
   * @throws IllegalArgumentException when its scope is not its maker's
   */
  public IssuedKey create(Actor by, KeyDraft draft) {
    if (!by.sees(draft.scope())) {
      throw new IllegalArgumentException("whoever acts for one tenant makes keys of that alone");
    }
    Instant now = now();
    KeySecret first = KeySecret.random();
    ApiKey key =
        new ApiKey(
            UUID.randomUUID().toString(),
            draft.name(),
            draft.scope(),
            draft.permissions(),
            by.name(),
            now,
            draft.expires(),
            Optional.empty(),
            Optional.empty(),
            List.of(new ApiKey.Validity(now, Optional.empty())));
    Map<String, String> detail = new TreeMap<>();
    detail.put("name", key.name());
    detail.put(
        "scopes",
        key.permissions().stream()
            .sorted()
            .map(Permission::label)
            .collect(Collectors.joining(" ")));
    key.expires().ifPresent(it -> detail.put("expires", it.toString()));
    record(by, "key.create", key, detail);
    store.add(key, first.digest(secret));
    return new IssuedKey(key, first);
  }

  /** The key with this id; empty when there is none, or it is another's. */
  public Optional<ApiKey> find(Actor by, String id) {
    return store.find(id).filter(key -> by.sees(key.scope()));
  }

  /**
   * Some keys, the oldest first.
   *
   * @param after the id of the last one of the page before; empty for the first page
   * @return empty when there is no key with the id
   */
  public Optional<List<ApiKey>> page(Actor by, Optional<String> after, int limit) {
    Optional<ApiKey> last = after.flatMap(id -> find(by, id));
    if (last.isEmpty() && after.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(store.page(by.tenant(), by.application(), last, limit));
  }

  /**
   * Gives a key another secret beside the one that it has.
   *
   * @param key a key that was found for the actor
   * @param grace how long the secret before is valid from now
   * @return empty when it has two valid secrets already, or has ended
   */
  public Optional<IssuedKey> rotate(Actor by, ApiKey key, Duration grace) {
    Instant now = now();
    if (!key.mayRotate(now)) {
      return Optional.empty();
    }
    record(by, "key.rotate", key, Map.of("name", key.name(), "grace", grace.toString()));
    KeySecret next = KeySecret.random();
    boolean rotated = store.rotate(key.id(), next.digest(secret), now, now.plus(grace));
    known.forget(key.id());
    return rotated ? store.find(key.id()).map(it -> new IssuedKey(it, next)) : Optional.empty();
  }

  /**
   * Ends a key, here at once and on other instances within seconds.
   *
   * @param key a key that was found for the actor
   * @return false when it has been ended before
   */
  public boolean revoke(Actor by, ApiKey key) {
    if (key.revoked().isPresent()) {
      return false;
    }
    record(by, "key.revoke", key, Map.of("name", key.name()));
    boolean revoked = store.revoke(key.id(), now());
    known.forget(key.id());
    return revoked;
  }

  /** The time, as exact as databases keep it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void record(Actor by, String name, ApiKey key, Map<String, String> detail) {
    acts.record(new AdministrativeAct(by, name, key.id(), key.scope(), detail));
  }
}
