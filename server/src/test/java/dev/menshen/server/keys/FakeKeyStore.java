package dev.menshen.server.keys;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.DataAccessResourceFailureException;

/** A store of matches and uses that can be away. */
final class FakeKeyStore implements KeyStore {
  final Map<String, Match> matches = new ConcurrentHashMap<>();
  final Map<String, Instant> uses = new HashMap<>();
  final AtomicInteger lookups = new AtomicInteger();
  final Semaphore looked = new Semaphore(0);
  volatile boolean away;

  @Override
  public Optional<Match> match(String digest) {
    lookups.incrementAndGet();
    try {
      requireHere();
      return Optional.ofNullable(matches.get(digest));
    } finally {
      looked.release();
    }
  }

  @Override
  public void used(Map<String, Instant> times) {
    requireHere();
    uses.putAll(times);
  }

  @Override
  public void add(ApiKey key, String digest) {
    matches.put(digest, new Match(key, digest, key.secrets().getFirst()));
  }

  @Override
  public Optional<ApiKey> find(String id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ApiKey> page(
      Optional<String> tenant, Optional<String> application, Optional<ApiKey> after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean rotate(String id, String digest, Instant now, Instant ends) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean revoke(String id, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasAdministrator() {
    requireHere();
    return !matches.isEmpty();
  }

  private void requireHere() {
    if (away) {
      throw new DataAccessResourceFailureException("the database is away");
    }
  }
}
