package dev.menshen.effect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Hands effects to sinks, behind the back of whoever hands them over; {@linkplain
 * EffectSink#isImmediate() immediate} ones, which store them, are tried once before. A sink that
 * fails is tried again, at growing distances. What cannot be delivered in the end, or finds no room
 * to wait, is kept, so that it can be seen and tried again: no effect is lost without a word. Sinks
 * do not wait for each other.
 *
 * <p>What is not delivered yet is in memory: when the process ends it is gone, and the log says
 * what that was. Safe for use by many threads.
 */
public final class EffectDispatcher implements Effects, AutoCloseable {
  private final DispatchOptions options;
  private final Undelivered undelivered;
  private final List<Outbox> outboxes;

  /**
   * Delivers to sinks.
   *
   * @param sinks who delivers; each has a name of its own
   * @param listener told what becomes of each effect at each sink
   */
  public EffectDispatcher(
      List<? extends EffectSink> sinks, DispatchOptions options, EffectListener listener) {
    this.options = requireNonNull(options, "options is null");
    requireNonNull(listener, "listener is null");
    if (sinks.stream().map(EffectSink::name).distinct().count() < sinks.size()) {
      throw new IllegalArgumentException("two sinks have the same name; give each its own");
    }
    this.undelivered = new Undelivered(options.undelivered(), listener);
    // Those that hold up the answer come last, so that the others have it meanwhile.
    this.outboxes =
        sinks.stream()
            .sorted(Comparator.comparing(EffectSink::isImmediate))
            .map(sink -> new Outbox(sink, options, listener, undelivered))
            .toList();
  }

  /**
   * Takes an effect over for every sink that delivers its action. Immediate sinks have it, or have
   * failed once, when this returns; for the others it waits no longer than the patience of the
   * options when there is no room.
   */
  @Override
  public void accept(Effect effect) {
    requireNonNull(effect, "effect is null");
    long end = System.nanoTime() + options.patience().toNanos();
    for (Outbox outbox : outboxes) {
      if (outbox.sink().actions().contains(effect.action())) {
        outbox.accept(effect, until(end));
      }
    }
  }

  /** How many deliveries wait or are under way, those that are tried again with them. */
  public int pending() {
    return outboxes.stream().mapToInt(Outbox::pending).sum();
  }

  /** How many effects could not be delivered and are kept. */
  public int undeliveredCount() {
    return undelivered.size();
  }

  /** The effects that could not be delivered, those that were given up first first. */
  public List<UndeliveredEffect> undelivered() {
    return undelivered.all();
  }

  /**
   * Tries all that could not be delivered again, as if it were new. What finds no room stays
   * undelivered.
   *
   * @return how many there were
   */
  public int retry() {
    List<UndeliveredEffect> all = undelivered.takeAll();
    for (UndeliveredEffect each : all) {
      outboxes.stream()
          .filter(outbox -> outbox.sink().name().equals(each.sink()))
          .forEach(outbox -> outbox.queue(each.effect(), Duration.ZERO));
    }
    return all.size();
  }

  /**
   * Takes no more effects, tries those that wait once more, at once, and waits for them as long as
   * the options say. What is left then stays {@link #undelivered()}, and the log names it.
   */
  @Override
  public void close() {
    outboxes.forEach(Outbox::startClosing);
    long end = System.nanoTime() + options.closing().toNanos();
    outboxes.forEach(outbox -> outbox.awaitClosed(until(end)));
    undelivered.close();
  }

  private static Duration until(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
