package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Conversation;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a conversation goes through to become a moderation: the guard judges it, and whatever goes
 * wrong on the way becomes {@link Moderation.NotScanned} with its reason.
 *
 * <p>Every moderation, of either kind, is handed to the observer before it is returned: metrics
 * today, the effects of a policy later.
 */
public final class Pipeline implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Pipeline.class.getName());

  private final Guard guard;
  private final Consumer<? super Moderation> observer;

  private Pipeline(Guard guard, Consumer<? super Moderation> observer) {
    this.guard = requireNonNull(guard, "guard is null");
    this.observer = requireNonNull(observer, "observer is null");
  }

  /** A pipeline around a guard, which it closes when it is closed itself. */
  public static Pipeline of(Guard guard) {
    return new Pipeline(guard, moderation -> {});
  }

  /** This pipeline with an observer that sees every moderation, on the thread that asked for it. */
  public Pipeline observedBy(Consumer<? super Moderation> observer) {
    return new Pipeline(guard, observer);
  }

  /** The guard that is asked. */
  public GuardInfo guard() {
    return guard.info();
  }

  /** Judges the last message of a conversation for a caller that waits. */
  public Moderation moderate(Conversation conversation) {
    return moderate(conversation, AssessmentOptions.DEFAULT);
  }

  /** Judges the last message of a conversation. Never throws because of a guard. */
  public Moderation moderate(Conversation conversation, AssessmentOptions options) {
    requireNonNull(conversation, "conversation is null");
    requireNonNull(options, "options is null");
    String id = UUID.randomUUID().toString();
    long start = System.nanoTime();
    Moderation moderation;
    try {
      Assessment assessment = guard.assess(conversation, options);
      moderation =
          new Moderation.Assessed(
              id, conversation.direction(), guard.info(), since(start), assessment);
    } catch (NotScannedException e) {
      if (e.getCause() != null) {
        LOGGER.log(Level.WARNING, () -> "moderation " + id + " not scanned: " + trace(e));
      }
      moderation = notScanned(id, conversation, start, e.reason(), message(e));
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, () -> "moderation " + id + " failed: " + trace(e));
      moderation =
          notScanned(
              id,
              conversation,
              start,
              NotScannedException.Reason.GUARD_FAILED,
              "the guard failed (%s); see the log for moderation %s"
                  .formatted(e.getClass().getSimpleName(), id));
    }
    observer.accept(moderation);
    return moderation;
  }

  @Override
  public void close() {
    guard.close();
  }

  private Moderation notScanned(
      String id,
      Conversation conversation,
      long start,
      NotScannedException.Reason reason,
      String detail) {
    return new Moderation.NotScanned(
        id, conversation.direction(), guard.info(), since(start), reason, detail);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String message(NotScannedException e) {
    String message = e.getMessage();
    return message == null ? e.reason().label() : message;
  }

  /**
   * Where a fault came from, without its messages: those of an unknown exception may quote text.
   */
  private static String trace(Throwable thrown) {
    StringBuilder trace = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      trace.append(t.getClass().getName());
      for (StackTraceElement element : t.getStackTrace()) {
        trace.append("\n\tat ").append(element);
      }
      trace.append('\n');
    }
    return trace.toString();
  }
}
