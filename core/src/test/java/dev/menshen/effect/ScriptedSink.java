package dev.menshen.effect;

import dev.menshen.policy.Action;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink that fails so many times first, or holds every delivery until it is let go. */
final class ScriptedSink implements EffectSink {
  private final String name;
  private final boolean immediate;
  private final AtomicInteger failures;
  private final CountDownLatch gate;
  private final Semaphore entered = new Semaphore(0);
  private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();

  private ScriptedSink(String name, boolean immediate, int failures, int gates) {
    this.name = name;
    this.immediate = immediate;
    this.failures = new AtomicInteger(failures);
    this.gate = new CountDownLatch(gates);
  }

  static ScriptedSink working(String name) {
    return new ScriptedSink(name, false, 0, 0);
  }

  static ScriptedSink failing(String name, int failures) {
    return new ScriptedSink(name, false, failures, 0);
  }

  static ScriptedSink holding(String name) {
    return new ScriptedSink(name, false, 0, 1);
  }

  /** One that is tried before whoever hands an effect over goes on. */
  static ScriptedSink immediate(String name, int failures) {
    return new ScriptedSink(name, true, failures, 0);
  }

  @Override
  public boolean isImmediate() {
    return immediate;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Action> actions() {
    return EnumSet.of(Action.ALERT, Action.REVIEW);
  }

  @Override
  public void deliver(Effect effect) throws IOException, InterruptedException {
    entered.release();
    gate.await();
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IOException("cannot deliver pineapple");
    }
    delivered.add(effect.moderationId());
  }

  /** Makes the next deliveries fail. */
  void failNext(int times) {
    failures.set(times);
  }

  /** Lets every delivery go on. */
  void letGo() {
    gate.countDown();
  }

  /** Waits until a delivery has begun; each counts once. */
  void awaitDelivery() throws InterruptedException {
    entered.acquire();
  }

  /** Waits for the id of the next effect that was delivered. */
  String next() throws InterruptedException {
    return delivered.take();
  }

  /** The ids of the effects that were delivered and not waited for. */
  List<String> delivered() {
    return List.copyOf(delivered);
  }
}
