package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Threads of this process alone, gone when it ends. When there are too many of them, the one whose
 * last text is the oldest is forgotten.
 */
public final class InMemoryThreadStore implements ThreadStore {
  private final int capacity;
  // In the order of the threads' last texts.
  private final Map<String, Remembered> threads = new LinkedHashMap<>();

  /**
   * Nothing is remembered yet.
   *
   * @param capacity how many threads are remembered at most
   */
  public InMemoryThreadStore(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is %d; give at least 1".formatted(capacity));
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized Optional<Severity> last(String thread, Instant now) {
    Remembered remembered = threads.get(thread);
    if (remembered == null) {
      return Optional.empty();
    }
    if (!remembered.until().isAfter(now)) {
      threads.remove(thread);
      return Optional.empty();
    }
    return Optional.of(remembered.severity());
  }

  @Override
  public synchronized void remember(String thread, Severity severity, Instant until) {
    threads.remove(thread);
    threads.put(thread, new Remembered(severity, until));
    if (threads.size() > capacity) {
      threads.remove(threads.keySet().iterator().next());
    }
  }

  private record Remembered(Severity severity, Instant until) {
    private Remembered {
      requireNonNull(severity, "severity is null");
      requireNonNull(until, "until is null");
    }
  }
}
