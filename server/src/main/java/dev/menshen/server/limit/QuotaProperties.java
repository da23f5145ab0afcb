package dev.menshen.server.limit;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much each caller may ask for, under {@code menshen.limits}. Nothing is limited by default:
 * what is much depends on the guard and the machine.
 *
 * @param key what each key may do; where no keys are needed, all callers without one together
 * @param subject what each end user may do, as the caller names them
 * @param keys what the keys with these ids may do, in the place of {@code key}
 * @param tracked how many keys and end users are counted at the same time; beyond that the ones
 *     that were not seen for the longest time start anew
 * @param idle after so long without a request a key or an end user is forgotten; a minute at least,
 *     after which all that it may do in a minute is there again
 * @param shared how the minutes are shared through Redis
 */
@ConfigurationProperties("menshen.limits")
public record QuotaProperties(
    @DefaultValue Quota key,
    @DefaultValue Quota subject,
    @DefaultValue Map<String, Quota> keys,
    @DefaultValue("100000") int tracked,
    @DefaultValue("15m") Duration idle,
    @DefaultValue Shared shared) {
  private static final Duration SHORTEST_IDLE = Duration.ofMinutes(1);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public QuotaProperties {
    keys = Map.copyOf(keys);
    key.check("menshen.limits.key");
    subject.check("menshen.limits.subject");
    keys.forEach((id, quota) -> quota.check("menshen.limits.keys." + id));
    if (tracked < 1) {
      throw new IllegalArgumentException(
          "menshen.limits.tracked is %d; set it to 1 or more".formatted(tracked));
    }
    if (idle.compareTo(SHORTEST_IDLE) < 0) {
      throw new IllegalArgumentException(
          "menshen.limits.idle is %s; set it to 1m or more".formatted(idle));
    }
  }

  /** Whether anybody is limited. */
  boolean limits() {
    return key.limits() || subject.limits() || keys.values().stream().anyMatch(Quota::limits);
  }

  /** What the key with this id may do. */
  Quota ofKey(String id) {
    return keys.getOrDefault(id, key);
  }

  /**
   * How the minutes are shared, under {@code menshen.limits.shared}. An instance tells Redis what
   * it let in, and hears what the others did, when it let in so much or so much time went by. All
   * of them together may let in as much more than the limit as they have not told.
   *
   * @param slack the part of a limit that an instance lets in before it tells, 0 to 1; with 0 it
   *     asks Redis about every request
   * @param delay the longest time for which it does not tell
   */
  public record Shared(@DefaultValue("0.05") double slack, @DefaultValue("500ms") Duration delay) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range; the message names its key
     */
    public Shared {
      if (!(slack >= 0 && slack <= 1)) {
        throw new IllegalArgumentException(
            "menshen.limits.shared.slack is %s; set it between 0 and 1".formatted(slack));
      }
      if (!delay.isPositive()) {
        throw new IllegalArgumentException(
            "menshen.limits.shared.delay is %s; set it to more than 0s".formatted(delay));
      }
    }
  }
}
