package dev.menshen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A guard for tests that does what the test says, and holds {@code block} until it is released. */
public final class ScriptedGuard implements Guard {
  public static final Assessment SAFE =
      new Assessment(
          Severity.SAFE,
          new SeverityProbabilities(1, 0, 0),
          List.of(),
          Map.of(),
          Optional.empty(),
          1,
          1);

  private final BiFunction<Conversation, AssessmentOptions, Assessment> script;
  private final Semaphore entered = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();

  public ScriptedGuard(Function<Conversation, Assessment> script) {
    this((conversation, options) -> script.apply(conversation));
  }

  public ScriptedGuard(BiFunction<Conversation, AssessmentOptions, Assessment> script) {
    this.script = script;
  }

  /** A guard that holds every conversation until {@link #release}, even when interrupted. */
  public static ScriptedGuard blocking() {
    ScriptedGuard[] self = new ScriptedGuard[1];
    self[0] =
        new ScriptedGuard(
            conversation -> {
              self[0].read.add(conversation.last().content());
              return self[0].hold();
            });
    return self[0];
  }

  private Assessment hold() {
    entered.release();
    boolean interrupted = false;
    while (true) {
      try {
        released.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return SAFE;
  }

  /** The texts that a blocking guard was given, in order. */
  public List<String> read() {
    return read;
  }

  /** Waits until a conversation is held. */
  void awaitEntered() throws InterruptedException {
    entered.acquire();
  }

  public void release() {
    released.countDown();
  }

  public int timesClosed() {
    return closed.get();
  }

  @Override
  public GuardInfo info() {
    return new GuardInfo(
        GuardInfo.Kind.LITE, "scripted", "scripted-1", Set.of(), "A guard for tests.", List.of());
  }

  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    return script.apply(conversation, options);
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
