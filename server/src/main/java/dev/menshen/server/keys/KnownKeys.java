package dev.menshen.server.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.menshen.server.access.NotAdmittedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * What the database says of the keys that are sent, remembered for a moment. A key in steady use is
 * looked up again beside the requests, which do not wait for it; one that was not used for a while
 * is looked up before it is taken. While the database is away, keys that it has known go on for
 * some time, and of others nobody can tell.
 */
final class KnownKeys {
  private static final Logger LOGGER = LoggerFactory.getLogger(KnownKeys.class);

  private final KeyStore store;
  private final Ticker ticker;
  private final long refresh;
  private final long outage;
  private final Cache<String, Known> known;
  private final Set<String> refreshing = ConcurrentHashMap.newKeySet();

  KnownKeys(KeyStore store, KeyProperties properties, Ticker ticker) {
    this.store = store;
    this.ticker = ticker;
    this.refresh = properties.refresh().toNanos();
    this.outage = properties.outage().toNanos();
    this.known =
        Caffeine.newBuilder()
            .maximumSize(properties.known())
            .expireAfterWrite(properties.outage().plus(Duration.ofNanos(2 * refresh)))
            .ticker(ticker)
            .build();
  }

  /**
   * The key that has a secret with this digest, valid or not.
   *
   * @throws NotAdmittedException when the database is away and the key is not known
   */
  Optional<KeyStore.Match> find(String digest) {
    Known remembered = known.getIfPresent(digest);
    if (remembered != null) {
      long age = ticker.read() - remembered.looked();
      if (age < refresh) {
        return remembered.answer();
      }
      boolean isUsed = age < 2 * refresh || refreshing.contains(digest);
      if (isUsed && mayGoOn(remembered)) {
        refreshBeside(digest);
        return remembered.answer();
      }
    }
    return known.asMap().compute(digest, this::look).answer();
  }

  /** Has a key looked up before it is taken the next time. */
  void forget(String keyId) {
    known
        .asMap()
        .values()
        .removeIf(it -> it.match().filter(match -> match.key().id().equals(keyId)).isPresent());
  }

  private void refreshBeside(String digest) {
    if (refreshing.add(digest)) {
      Thread.ofVirtual()
          .name("menshen-keys")
          .start(
              () -> {
                try {
                  known.asMap().computeIfPresent(digest, this::look);
                } finally {
                  refreshing.remove(digest);
                }
              });
    }
  }

  private Known look(String digest, @Nullable Known before) {
    if (before != null && ticker.read() - before.looked() < refresh) {
      // Another request was first.
      return before;
    }
    try {
      Optional<KeyStore.Match> match = store.match(digest);
      long now = ticker.read();
      return new Known(match, true, now, now);
    } catch (DataAccessException e) {
      LOGGER.warn("keys cannot be looked up in the database ({})", e.getClass().getSimpleName());
      long now = ticker.read();
      return before != null && mayGoOn(before)
          ? new Known(before.match(), true, before.confirmed(), now)
          : new Known(Optional.empty(), false, now, now);
    }
  }

  /** Whether a key may be taken though the database does not say so now. */
  private boolean mayGoOn(Known remembered) {
    return remembered.match().isPresent() && ticker.read() - remembered.confirmed() < outage;
  }

  /**
   * What is remembered of a digest.
   *
   * @param match its key; empty when there is none
   * @param certain whether the database said so
   * @param confirmed when it said so, by the ticker
   * @param looked when it was asked, by the ticker
   */
  private record Known(
      Optional<KeyStore.Match> match, boolean certain, long confirmed, long looked) {
    Optional<KeyStore.Match> answer() {
      if (!certain) {
        throw new NotAdmittedException(
            NotAdmittedException.Reason.UNVERIFIABLE,
            "the key cannot be checked, since the database is away; send the request again later");
      }
      return match;
    }
  }
}
