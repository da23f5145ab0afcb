package dev.menshen.server.telemetry;

import dev.menshen.BoundedGuard;
import dev.menshen.Conversation;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Observer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Whether the guard gives verdicts. The server is ready once the guard judged a sentence of our
 * own, and not ready any more when it failed, or was too slow for, several moderations in a row.
 * While it is not ready the sentence is tried again and again, so that it recovers without traffic.
 *
 * <p>A language that the guard does not know, a full queue, and a caller who went away or gave it
 * less than {@code menshen.guard.timeout} say nothing about its health.
 */
@Component
public final class GuardReadiness implements HealthIndicator, SmartLifecycle, Observer {
  private static final Logger LOGGER = LoggerFactory.getLogger(GuardReadiness.class);
  private static final Conversation SENTENCE =
      Conversation.ofPrompt("What is a good recipe for tomato soup?");

  private final BoundedGuard guard;
  private final ReadinessProperties properties;
  private @Nullable ScheduledExecutorService executor;
  private boolean ready;
  private int failures;
  private String reason = "the guard has not given a verdict yet; wait until it has started";

  GuardReadiness(BoundedGuard guard, ReadinessProperties properties) {
    this.guard = guard;
    this.properties = properties;
  }

  @Override
  public synchronized Health health() {
    GuardInfo info = guard.info();
    Health.Builder health =
        ready ? Health.up() : Health.outOfService().withDetail("reason", reason);
    return health.withDetail("kind", info.kind().label()).withDetail("model", info.model()).build();
  }

  @Override
  public void moderated(Moderation moderation) {
    switch (moderation) {
      case Moderation.Assessed assessed -> {
        if (wasGiven(assessed)) {
          passed();
        }
      }
      case Moderation.NotScanned notScanned -> {
        if (!wasHurried(notScanned)) {
          failed(notScanned.reason(), notScanned.detail());
        }
      }
    }
  }

  /** Whether the guard gave a verdict just now: the lists, or a cache, say nothing about it. */
  private static boolean wasGiven(Moderation.Assessed assessed) {
    return assessed.guard().kind() != GuardInfo.Kind.LISTS
        && assessed.source() == AssessmentCache.Source.COMPUTED;
  }

  /** Whether the guard had less time than it is meant to have, as the caller wished. */
  private boolean wasHurried(Moderation.NotScanned notScanned) {
    return notScanned.reason() == NotScannedException.Reason.TIMEOUT
        && notScanned.latency().compareTo(guard.limits().timeout()) < 0;
  }

  /** Tries the sentence when the server is not ready. */
  void test() {
    if (isReady()) {
      return;
    }
    try {
      guard.assess(SENTENCE);
      passed();
    } catch (NotScannedException e) {
      failed(e.reason(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      failed(
          NotScannedException.Reason.GUARD_FAILED,
          "the guard failed (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private synchronized boolean isReady() {
    return ready;
  }

  private synchronized void passed() {
    failures = 0;
    if (!ready) {
      ready = true;
      GuardInfo info = guard.info();
      LOGGER.info("ready: the guard {} ({}) gives verdicts", info.model(), info.kind().label());
    }
  }

  private synchronized void failed(NotScannedException.Reason cause, String detail) {
    switch (cause) {
      case UNSUPPORTED_LANGUAGE,
          OVERLOADED,
          CANCELLED,
          TOO_LONG,
          SUBJECT_BANNED,
          AUDIT_UNAVAILABLE -> {}
      case TIMEOUT, GUARD_FAILED, BACKEND_DOWN, UNPARSABLE -> {
        failures++;
        boolean first = !ready && failures == 1;
        boolean last = ready && failures >= properties.failures();
        if (!ready || last) {
          ready = false;
          reason = "the guard gave no verdict %d times in a row: %s".formatted(failures, detail);
        }
        if (first || last) {
          LOGGER.warn("not ready: {}", reason);
        }
      }
    }
  }

  @Override
  public synchronized void start() {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("menshen-readiness").factory());
    var _ =
        executor.scheduleWithFixedDelay(
            this::test, 0, properties.interval().toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void stop() {
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }
}
