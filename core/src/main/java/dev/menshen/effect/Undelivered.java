package dev.menshen.effect;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The effects that could not be delivered: as many as there is room for, the oldest give way. */
final class Undelivered {
  private static final Logger LOGGER = System.getLogger(Undelivered.class.getName());

  private final int room;
  private final EffectListener listener;
  private final Deque<UndeliveredEffect> effects = new ArrayDeque<>();
  private long taken;
  private boolean closed;

  Undelivered(int room, EffectListener listener) {
    this.room = room;
    this.listener = listener;
  }

  /** Keeps an effect, and says in the log what has to give way to it. */
  void add(UndeliveredEffect undelivered) {
    boolean news;
    List<UndeliveredEffect> dropped = new ArrayList<>();
    synchronized (effects) {
      news = closed || effects.isEmpty();
      effects.addLast(undelivered);
      taken += weight(undelivered);
      while (taken > room && effects.size() > 1) {
        UndeliveredEffect oldest = effects.removeFirst();
        taken -= weight(oldest);
        dropped.add(oldest);
      }
    }
    if (news) {
      LOGGER.log(
          Level.WARNING,
          () ->
              "not delivered: %s; it is kept while the process runs, and so are later ones"
                  .formatted(undelivered));
    }
    for (UndeliveredEffect lost : dropped) {
      LOGGER.log(
          Level.WARNING,
          () ->
              "lost: %s; there are more undelivered effects than are kept (%d)"
                  .formatted(lost, room));
      listener.happened(lost.sink(), lost.effect().action(), EffectListener.Result.DROPPED);
    }
  }

  /** All of them, the oldest first. */
  List<UndeliveredEffect> all() {
    synchronized (effects) {
      return List.copyOf(effects);
    }
  }

  /** All of them, the oldest first, which are then not kept any more. */
  List<UndeliveredEffect> takeAll() {
    synchronized (effects) {
      List<UndeliveredEffect> all = List.copyOf(effects);
      effects.clear();
      taken = 0;
      return all;
    }
  }

  /** Says in the log what is left, and from now on everything that comes. */
  void close() {
    List<UndeliveredEffect> left;
    synchronized (effects) {
      left = closed ? List.of() : List.copyOf(effects);
      closed = true;
    }
    for (UndeliveredEffect each : left) {
      LOGGER.log(Level.WARNING, () -> "left undelivered: " + each);
    }
  }

  int size() {
    synchronized (effects) {
      return effects.size();
    }
  }

  private int weight(UndeliveredEffect undelivered) {
    return Outbox.weight(undelivered.effect(), room);
  }
}
