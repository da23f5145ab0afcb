package dev.menshen.guard.local;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Keys and values of conversations that were read, for when they come again with another turn: the
 * ones used last, within a budget of memory. Threads may share it.
 */
final class KeyValueCache implements AutoCloseable {
  private final long budget;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long bytes;
  private long hits;
  private long misses;
  private boolean closed;

  /**
   * Makes an empty cache.
   *
   * @param budget how many bytes the keys and values may take together; 0 keeps none
   */
  KeyValueCache(long budget) {
    this.budget = budget;
  }

  private static final class Entry {
    private final long[] ids;
    private final KeyValues keyValues;
    private final long bytes;

    Entry(long[] ids, KeyValues keyValues) {
      this.ids = ids.clone();
      this.keyValues = keyValues;
      this.bytes = keyValues.bytes();
    }

    /** How many of the first ids are the same. */
    int common(long[] others) {
      int mismatch = Arrays.mismatch(ids, others);
      return mismatch < 0 ? ids.length : mismatch;
    }
  }

  /**
   * What is known of a sequence.
   *
   * @param keyValues of the entry that was found, which may go on differently; to be closed
   * @param tokens how many of its first tokens are those that were asked for
   */
  record Match(KeyValues keyValues, int tokens) implements AutoCloseable {
    @Override
    public void close() {
      keyValues.close();
    }
  }

  /**
   * The entry that has most tokens in common with the beginning of a sequence.
   *
   * @param least fewer tokens in common are of no use
   */
  synchronized Optional<Match> find(long[] ids, int least) {
    if (ids.length < least) {
      return Optional.empty();
    }
    Entry best = null;
    int most = least - 1;
    for (Entry entry : entries) {
      int common = entry.common(ids);
      if (common > most) {
        most = common;
        best = entry;
      }
    }
    if (best == null) {
      misses++;
      return Optional.empty();
    }
    hits++;
    entries.remove(best);
    entries.addFirst(best);
    return Optional.of(new Match(best.keyValues.retain(), most));
  }

  /** Whether keys and values of this size can be kept at all. */
  boolean takes(long size) {
    return size <= budget;
  }

  /**
   * Keeps the keys and values of a sequence. Those of its beginnings are dropped: it stands for
   * them.
   *
   * @param ids as many as {@code keyValues} has tokens
   * @param keyValues belongs to the cache from now on
   */
  synchronized void put(long[] ids, KeyValues keyValues) {
    long size = keyValues.bytes();
    if (closed || !takes(size)) {
      keyValues.close();
      return;
    }
    for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      if (entry.common(ids) == entry.ids.length) {
        each.remove();
        drop(entry);
      }
    }
    while (bytes + size > budget) {
      drop(entries.removeLast());
    }
    entries.addFirst(new Entry(ids, keyValues));
    bytes += size;
  }

  /** How many bytes are in use. */
  synchronized long bytes() {
    return bytes;
  }

  /** How many sequences were found that are long enough to be. */
  synchronized long hits() {
    return hits;
  }

  /** How many of these were not found. */
  synchronized long misses() {
    return misses;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!entries.isEmpty()) {
      drop(entries.removeLast());
    }
  }

  private void drop(Entry entry) {
    bytes -= entry.bytes;
    entry.keyValues.close();
  }
}
