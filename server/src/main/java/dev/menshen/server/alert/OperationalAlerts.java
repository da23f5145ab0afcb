package dev.menshen.server.alert;

import java.time.InstantSource;

/** Tells people of what is wrong with the server itself. Safe for many threads. */
public final class OperationalAlerts {
  private final AlertGroups groups;
  private final InstantSource clock;

  OperationalAlerts(AlertGroups groups, InstantSource clock) {
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * Tells destinations of everybody how a part of the server is. The same of the same part is told
   * at once and then counted, by all instances together.
   *
   * @param component the part, such as {@code redis}
   * @param status how it is, such as {@code DEGRADED}; never an address or a text
   * @throws RuntimeException when it could not be kept
   */
  public void raise(String component, String status) {
    groups.add(Alert.of(component, status, clock.instant()));
  }
}
