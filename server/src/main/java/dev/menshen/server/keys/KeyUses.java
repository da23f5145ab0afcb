package dev.menshen.server.keys;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Notes when keys are used, and writes it now and then: of each key the first use since it was last
 * written, so that a key in steady use costs a request no more than a look into a map.
 */
final class KeyUses implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeyUses.class);

  private final KeyStore store;
  private final InstantSource clock;
  private final Map<String, Instant> uses = new ConcurrentHashMap<>();
  private final ScheduledExecutorService writing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("menshen-key-uses").factory());

  KeyUses(KeyStore store, KeyProperties properties, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    long interval = properties.use().toNanos();
    var _ = writing.scheduleWithFixedDelay(this::write, interval, interval, TimeUnit.NANOSECONDS);
  }

  /** Notes that a key is used now. */
  void note(String keyId) {
    if (!uses.containsKey(keyId)) {
      uses.put(keyId, clock.instant());
    }
  }

  /** Writes what was noted; when the database is away, with the next time. */
  synchronized void write() {
    Map<String, Instant> noted = new HashMap<>(uses);
    try {
      store.used(noted);
      noted.forEach(uses::remove);
    } catch (DataAccessException e) {
      LOGGER.debug("when keys were used cannot be written: {}", e.getClass().getName());
    }
  }

  @Override
  public void close() {
    writing.shutdownNow();
    write();
  }
}
