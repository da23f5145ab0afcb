package dev.menshen.history;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Past moderations of this process alone, gone when it ends. When there are too many, the oldest
 * are forgotten.
 */
public final class InMemoryHistory implements History {
  private static final Comparator<PastModeration> ORDER =
      Comparator.comparing((PastModeration moderation) -> moderation.evidence().time())
          .thenComparing(PastModeration::id);

  private final int capacity;
  private final Map<String, PastModeration> byId = new HashMap<>();
  private final TreeSet<PastModeration> byTime = new TreeSet<>(ORDER);

  /**
   * Nothing is remembered yet.
   *
   * @param capacity how many moderations are remembered at most
   */
  public InMemoryHistory(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is %d; give at least 1".formatted(capacity));
    }
    this.capacity = capacity;
  }

  @Override
  public void add(List<PastModeration> moderations) {
    // Nothing is kept when one of them cannot be.
    List<PastModeration> all = List.copyOf(moderations);
    all.forEach(moderation -> requireUuid(moderation.id()));
    synchronized (this) {
      for (PastModeration moderation : all) {
        if (byId.putIfAbsent(moderation.id(), moderation) == null) {
          byTime.add(moderation);
        }
      }
      while (byTime.size() > capacity) {
        forgetOldest();
      }
    }
  }

  @Override
  public synchronized Optional<PastModeration> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public void each(
      Scope scope, Instant from, Instant to, Consumer<? super PastModeration> consumer) {
    List<PastModeration> found;
    synchronized (this) {
      found =
          byTime.stream()
              .filter(moderation -> covers(scope, moderation.evidence().scope()))
              .filter(moderation -> !moderation.evidence().time().isBefore(from))
              .filter(moderation -> moderation.evidence().time().isBefore(to))
              .toList();
    }
    found.forEach(consumer);
  }

  @Override
  public synchronized int forget(Instant before) {
    int forgotten = 0;
    while (!byTime.isEmpty() && byTime.first().evidence().time().isBefore(before)) {
      forgetOldest();
      forgotten++;
    }
    return forgotten;
  }

  private void forgetOldest() {
    byId.remove(byTime.removeFirst().id());
  }

  private static boolean covers(Scope wide, Scope narrow) {
    return narrow.fallbacks().contains(wide);
  }

  private static void requireUuid(String id) {
    if (!UUID.fromString(id).toString().equals(id)) {
      throw new IllegalArgumentException("the id of a moderation is not a UUID in lower case");
    }
  }
}
