package dev.menshen.effect;

import dev.menshen.effect.EffectListener.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One sink, and what is on its way to it. Each delivery is a virtual thread of its own, which waits
 * for its turn and between attempts; how many there are is bounded by the room. The first attempt
 * at an immediate sink is on the thread that hands the effect over, and takes no room.
 */
final class Outbox {
  private static final Logger LOGGER = System.getLogger(Outbox.class.getName());
  private static final int CHARACTERS_OF_ONE = 4096;

  private final EffectSink sink;
  private final DispatchOptions options;
  private final EffectListener listener;
  private final Undelivered undelivered;
  private final Semaphore room;
  private final Semaphore turns;
  private final Set<Delivery> pending = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean failing = new AtomicBoolean();
  private final ExecutorService threads;

  Outbox(
      EffectSink sink, DispatchOptions options, EffectListener listener, Undelivered undelivered) {
    this.sink = sink;
    this.options = options;
    this.listener = listener;
    this.undelivered = undelivered;
    this.room = new Semaphore(options.queue());
    this.turns = new Semaphore(options.concurrency(), true);
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("menshen-effects-" + sink.name() + "-", 0).factory());
  }

  EffectSink sink() {
    return sink;
  }

  int pending() {
    return pending.size();
  }

  /**
   * Takes an effect over, or keeps it as undelivered. An immediate sink is tried at once, on this
   * thread, whatever waits for it.
   *
   * @param patience how long to wait for room
   */
  void accept(Effect effect, Duration patience) {
    Delivery delivery = new Delivery(effect, weight(effect, options.queue()));
    if (!sink.isImmediate() || isClosing()) {
      queue(delivery, Optional.empty(), patience);
      return;
    }
    Optional<String> failure = attempt(delivery);
    if (failure.isEmpty()) {
      listener.happened(sink.name(), effect.action(), Result.DELIVERED);
    } else {
      queue(delivery, failure, patience);
    }
  }

  /** Takes an effect over as {@link #accept} does, and in any case behind the back. */
  void queue(Effect effect, Duration patience) {
    queue(new Delivery(effect, weight(effect, options.queue())), Optional.empty(), patience);
  }

  private void queue(Delivery delivery, Optional<String> failure, Duration patience) {
    if (isClosing()) {
      giveUp(delivery, failure.orElse(UndeliveredEffect.CLOSED));
    } else if (!hasRoom(delivery.weight, patience)) {
      giveUp(delivery, UndeliveredEffect.QUEUE_FULL);
    } else {
      pending.add(delivery);
      try {
        threads.execute(() -> deliver(delivery, failure));
      } catch (RejectedExecutionException e) {
        finish(delivery, UndeliveredEffect.CLOSED);
      }
    }
  }

  /** Takes nothing more, and tries for a last time what waits. */
  void startClosing() {
    closing.countDown();
    threads.shutdown();
  }

  /** Waits for what is under way, and keeps the rest as undelivered. */
  void awaitClosed(Duration atMost) {
    boolean interrupted = false;
    try {
      if (!threads.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      threads.shutdownNow();
    }
    for (Delivery delivery : pending) {
      finish(delivery, UndeliveredEffect.CLOSED);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** How much of some room an effect takes: a long text takes more. */
  static int weight(Effect effect, int room) {
    long characters =
        effect.conversation().stream()
            .flatMap(conversation -> conversation.messages().stream())
            .mapToLong(message -> message.content().length())
            .sum();
    return (int) Math.min(1 + characters / CHARACTERS_OF_ONE, room);
  }

  private boolean hasRoom(int weight, Duration patience) {
    if (room.tryAcquire(weight)) {
      return true;
    }
    try {
      return room.tryAcquire(weight, patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tries until it works or there were attempts enough; the first may have failed already. */
  private void deliver(Delivery delivery, Optional<String> before) {
    Optional<String> failure = before.isPresent() ? before : attemptInTurn(delivery);
    while (failure.isPresent()) {
      if (delivery.attempts.get() >= options.attempts() || isClosing()) {
        finish(delivery, failure.get());
        return;
      }
      listener.happened(sink.name(), delivery.effect.action(), Result.RETRIED);
      Duration delay =
          options.delay(delivery.attempts.get(), ThreadLocalRandom.current().nextDouble());
      if (!rested(delay)) {
        finish(delivery, failure.get());
        return;
      }
      failure = attemptInTurn(delivery);
    }
    if (leaves(delivery)) {
      listener.happened(sink.name(), delivery.effect.action(), Result.DELIVERED);
    }
  }

  private Optional<String> attemptInTurn(Delivery delivery) {
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(UndeliveredEffect.CLOSED);
    }
    try {
      return attempt(delivery);
    } finally {
      turns.release();
    }
  }

  /** Tries once; empty when it worked, else why it did not. */
  private Optional<String> attempt(Delivery delivery) {
    delivery.attempts.incrementAndGet();
    try {
      sink.deliver(delivery.effect);
      if (failing.compareAndSet(true, false)) {
        LOGGER.log(Level.INFO, () -> "effects reach %s again".formatted(sink.name()));
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(UndeliveredEffect.CLOSED);
    } catch (Exception | Error e) {
      String cause = e.getClass().getName();
      if (failing.compareAndSet(false, true)) {
        LOGGER.log(
            Level.WARNING,
            () ->
                "effects do not reach %s (%s); they are tried again".formatted(sink.name(), cause));
      }
      return Optional.of(cause);
    }
  }

  /** Waits for the next attempt, or until it must be made now; false when there is none. */
  private boolean rested(Duration delay) {
    try {
      boolean now = closing.await(delay.toNanos(), TimeUnit.NANOSECONDS);
      return now || !Thread.currentThread().isInterrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void finish(Delivery delivery, String cause) {
    if (leaves(delivery)) {
      giveUp(delivery, cause);
    }
  }

  /** Whether this is the end of a delivery: each ends once. */
  private boolean leaves(Delivery delivery) {
    if (!pending.remove(delivery)) {
      return false;
    }
    room.release(delivery.weight);
    return true;
  }

  private void giveUp(Delivery delivery, String cause) {
    listener.happened(sink.name(), delivery.effect.action(), Result.UNDELIVERED);
    undelivered.add(
        new UndeliveredEffect(
            delivery.effect, sink.name(), delivery.attempts.get(), cause, Instant.now()));
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** An effect on its way; one and the same only as itself. */
  private static final class Delivery {
    private final Effect effect;
    private final int weight;
    private final AtomicInteger attempts = new AtomicInteger();

    Delivery(Effect effect, int weight) {
      this.effect = effect;
      this.weight = weight;
    }
  }
}
