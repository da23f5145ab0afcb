package dev.menshen.server.keys;

import dev.menshen.server.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where keys are kept. Safe for many threads and several instances. */
interface KeyStore {
  /** Keeps a new key with the digest of its first secret. */
  void add(ApiKey key, String digest);

  /** The key with this id. */
  Optional<ApiKey> find(String id);

  /** The key that has a secret with this digest, valid or not. */
  Optional<Match> match(String digest);

  /**
   * Some keys, the oldest first.
   *
   * @param tenant only those of this tenant; empty for all
   * @param application only those of this application of it; empty for all
   * @param after the last one of the page before; empty for the first page
   */
  List<ApiKey> page(
      Optional<String> tenant, Optional<String> application, Optional<ApiKey> after, int limit);

  /**
   * Gives a key another secret, and has the one that it has end at a time. Secrets that have ended
   * are forgotten.
   *
   * @return false, and nothing changed, when it has two secrets that are valid now, is not active,
   *     or is not there
   */
  boolean rotate(String id, String digest, Instant now, Instant ends);

  /** Ends a key; false when it is not there, or has been ended before. */
  boolean revoke(String id, Instant now);

  /** Remembers when keys were used, by their ids, where that is later than what is remembered. */
  void used(Map<String, Instant> times);

  /** Whether there is or was a key that may do everything for all tenants. */
  boolean hasAdministrator();

  /**
   * A secret that was found.
   *
   * @param key whose it is
   * @param digest what is kept of it
   * @param validity how long it is valid
   * @param actor whoever uses it
   */
  record Match(ApiKey key, String digest, ApiKey.Validity validity, Actor actor) {
    Match(ApiKey key, String digest, ApiKey.Validity validity) {
      this(key, digest, validity, key.actor());
    }
  }
}
