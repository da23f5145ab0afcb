package dev.menshen.server.alert;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Looks at the parts of this instance and tells of one that is unwell, and when it is well again. A
 * part must be found so twice in a row, so that what mends itself at once wakes nobody.
 */
final class HealthWatch {
  private static final Logger LOGGER = LoggerFactory.getLogger(HealthWatch.class);

  private final Map<String, HealthIndicator> parts;
  private final OperationalAlerts alerts;
  private final Map<String, String> told = new HashMap<>();
  private final Map<String, String> seen = new HashMap<>();

  /**
   * Watches parts.
   *
   * @param parts each by the name of its bean, such as {@code redisHealth}
   */
  HealthWatch(Map<String, HealthIndicator> parts, OperationalAlerts alerts) {
    this.parts = Map.copyOf(parts);
    this.alerts = alerts;
  }

  /** Looks once. */
  synchronized void look() {
    parts.forEach((bean, part) -> look(bean.replaceFirst("(Health)?(Indicator)?$", ""), part));
  }

  private void look(String component, HealthIndicator part) {
    String status = status(part);
    String before = seen.put(component, status);
    String last = told.getOrDefault(component, Status.UP.getCode());
    if (!status.equals(last) && status.equals(before)) {
      try {
        alerts.raise(component, status);
        told.put(component, status);
      } catch (RuntimeException e) {
        // It is told when the database can be written again, if it is still so.
        LOGGER.debug("an alert could not be kept ({})", e.getClass().getName());
      }
    }
  }

  private static String status(HealthIndicator part) {
    try {
      Health health = part.health();
      return health == null ? Status.UNKNOWN.getCode() : health.getStatus().getCode();
    } catch (RuntimeException e) {
      return Status.DOWN.getCode();
    }
  }
}
