package dev.menshen.server.alert;

import dev.menshen.effect.Effect;
import dev.menshen.effect.EffectSink;
import dev.menshen.policy.Action;
import dev.menshen.server.webhook.DestinationStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes alerts of the effects of policies, and keeps them before the text is answered. Where there
 * is nobody to tell it does nothing: the log tells alerts in any case.
 */
final class AlertSink implements EffectSink {
  /** How long it takes at most until the first destination of an installation is seen. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final AlertGroups groups;
  private final DestinationStore destinations;
  private final AtomicLong looked = new AtomicLong(System.nanoTime() - LOOK.toNanos());
  private volatile boolean somebody = true;

  AlertSink(AlertGroups groups, DestinationStore destinations) {
    this.groups = groups;
    this.destinations = destinations;
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public Set<Action> actions() {
    return EnumSet.of(Action.ALERT);
  }

  @Override
  public boolean isImmediate() {
    return true;
  }

  @Override
  public void deliver(Effect effect) {
    if (isThereSomebody()) {
      groups.add(Alert.of(effect));
    }
  }

  private boolean isThereSomebody() {
    long last = looked.get();
    long now = System.nanoTime();
    if (now - last >= LOOK.toNanos() && looked.compareAndSet(last, now)) {
      somebody = destinations.count() > 0;
    }
    return somebody;
  }
}
