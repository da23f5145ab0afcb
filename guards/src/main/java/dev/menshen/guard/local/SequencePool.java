package dev.menshen.guard.local;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtException;
import dev.menshen.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sequences that have been read, for texts that begin like them. All prompts of a direction begin
 * with the same tokens, which are read once; a conversation that has grown by a turn begins as it
 * did without it.
 *
 * <p>A text takes the sequence that it has most in common with, and what is not in common is
 * written over. When that is no more than the fixed beginning, it takes one that holds no long
 * conversation, or a new one as long as the budget lasts, or else the one that was used longest
 * ago. Threads may share the pool.
 */
final class SequencePool implements AutoCloseable {
  /** A conversation shorter than this is not worth keeping: reading it again takes as long. */
  static final int WORTHWHILE_TOKENS = 96;

  /** Sequences have room for a multiple of this many tokens. */
  static final int CAPACITY_STEP = 512;

  private final Copier copier;
  private final long budget;

  /** The fixed beginnings. What comes after them in these is anybody's. */
  private final Map<Direction, Slot> fixed = new EnumMap<>(Direction.class);

  /** What is not in use, the last used first. */
  private final List<Slot> idle = new ArrayList<>();

  private long bytes;
  private long hits;
  private long misses;
  private boolean closed;

  /**
   * Makes an empty pool.
   *
   * @param budget how many bytes sequences may take that are not in use; those of the fixed
   *     beginnings are kept in any case
   */
  SequencePool(Copier copier, long budget) {
    this.copier = copier;
    this.budget = budget;
  }

  private static final class Slot {
    private final Direction direction;
    private final Sequence sequence;
    private final int fixedLength;

    Slot(Direction direction, Sequence sequence, int fixedLength) {
      this.direction = direction;
      this.sequence = sequence;
      this.fixedLength = fixedLength;
    }

    /** Whether it holds a conversation that is worth keeping. */
    boolean isWorthwhile() {
      return sequence.length() - fixedLength >= WORTHWHILE_TOKENS;
    }
  }

  /** A sequence in use; closing gives it back. */
  final class Lease implements AutoCloseable {
    private final Slot slot;

    private Lease(Slot slot) {
      this.slot = slot;
    }

    Sequence sequence() {
      return slot.sequence;
    }

    @Override
    public void close() {
      giveBack(slot);
    }
  }

  /**
   * Adds the sequence that a direction's texts begin with.
   *
   * @param sequence holds nothing but the fixed beginning, and belongs to the pool from now on
   */
  synchronized void addFixed(Direction direction, Sequence sequence) {
    Slot slot = new Slot(direction, sequence, sequence.length());
    fixed.put(direction, slot);
    bytes += sequence.bytes();
    idle.add(slot);
  }

  /**
   * Takes a sequence that begins like a text, rewound to what they have in common: at most all
   * tokens but the last, which has to be read for its state.
   *
   * @param ids the text's
   * @param room how many tokens it must hold in the end, with the answer
   */
  Lease take(Direction direction, long[] ids, int room) throws OrtException {
    Slot beginning = requireNonNull(fixed.get(direction));
    Optional<Slot> found = find(beginning, ids, room);
    if (found.isEmpty()) {
      // Others may be reading after the fixed beginning, which nobody writes over.
      int common = Math.min(beginning.sequence.common(ids), beginning.fixedLength);
      return copy(beginning, Math.min(common, ids.length - 1), room);
    }
    Slot slot = found.get();
    int common = Math.min(slot.sequence.common(ids), ids.length - 1);
    boolean isFixed = fixed.containsValue(slot);
    if (slot.sequence.capacity() >= room && !(isFixed && common < slot.fixedLength)) {
      slot.sequence.rewind(common);
      return new Lease(slot);
    }
    try {
      return copy(slot, common, room);
    } finally {
      if (isFixed) {
        giveBack(slot);
      } else {
        discard(slot);
      }
    }
  }

  /** The capacity of a sequence that is to hold so many tokens. */
  static int capacity(int room) {
    return Math.ceilDiv(room, CAPACITY_STEP) * CAPACITY_STEP;
  }

  private Lease copy(Slot slot, int tokens, int room) throws OrtException {
    Sequence copied = copier.copy(slot.sequence, tokens, capacity(room));
    synchronized (this) {
      bytes += copied.bytes();
    }
    return new Lease(new Slot(slot.direction, copied, slot.fixedLength));
  }

  /** The best that is idle, which is not idle any more; none when a new one is better. */
  private synchronized Optional<Slot> find(Slot beginning, long[] ids, int room) {
    Optional<Slot> longest = longest(beginning, ids);
    if (longest.isPresent()) {
      hits++;
    } else if (ids.length - beginning.fixedLength >= WORTHWHILE_TOKENS) {
      misses++;
    }
    Optional<Slot> found = longest.or(() -> spare(beginning.direction, room));
    found.ifPresent(idle::remove);
    return found;
  }

  /** How many bytes the sequences take, in use or not. */
  synchronized long bytes() {
    return bytes;
  }

  /** How many texts began as a conversation that was kept. */
  synchronized long hits() {
    return hits;
  }

  /** How many texts did not, of those that are long enough to be kept. */
  synchronized long misses() {
    return misses;
  }

  /** Closes what is not in use now, and the rest when it is given back. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!idle.isEmpty()) {
      drop(idle.removeLast());
    }
  }

  /** The one that most of a conversation has been read in. */
  private Optional<Slot> longest(Slot beginning, long[] ids) {
    int least = beginning.fixedLength + WORTHWHILE_TOKENS;
    return idle.stream()
        .filter(slot -> slot.direction == beginning.direction)
        .filter(slot -> slot.sequence.common(ids) >= least)
        .max(Comparator.comparingInt(slot -> slot.sequence.common(ids)));
  }

  /** One with enough room that may be written over. */
  private Optional<Slot> spare(Direction direction, int room) {
    List<Slot> fitting =
        idle.stream()
            .filter(slot -> slot.direction == direction && slot.sequence.capacity() >= room)
            .toList();
    Optional<Slot> worthless = fitting.stream().filter(slot -> !slot.isWorthwhile()).findFirst();
    if (worthless.isPresent() || fitting.isEmpty()) {
      return worthless;
    }
    long added = fitting.getLast().sequence.bytes();
    return bytes + added <= budget ? Optional.empty() : Optional.of(fitting.getLast());
  }

  private synchronized void giveBack(Slot slot) {
    idle.addFirst(slot);
    if (closed) {
      idle.remove(slot);
      drop(slot);
      return;
    }
    for (int i = idle.size() - 1; i >= 0 && bytes > budget; i--) {
      Slot oldest = idle.get(i);
      if (!fixed.containsValue(oldest)) {
        idle.remove(i);
        drop(oldest);
      }
    }
  }

  private synchronized void discard(Slot slot) {
    drop(slot);
  }

  private void drop(Slot slot) {
    bytes -= slot.sequence.bytes();
    slot.sequence.close();
  }
}
