package dev.menshen.server.access;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in, under {@code menshen.access}.
 *
 * @param hosts names in the header {@code Host} under which the server may be asked while it is
 *     open to this machine alone, besides those of this machine
 * @param insecureOpen whether everybody who reaches the server may do everything while there is no
 *     administrator, whatever address it listens on
 * @param openMetrics whether everybody may read {@code /metrics}, known or not
 * @param refresh how often is looked whether another process has made an administrator, while there
 *     is none
 */
@ConfigurationProperties("menshen.access")
public record AccessProperties(
    @DefaultValue List<String> hosts,
    @DefaultValue("false") boolean insecureOpen,
    @DefaultValue("false") boolean openMetrics,
    @DefaultValue("1s") Duration refresh) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public AccessProperties {
    hosts = List.copyOf(hosts);
    if (!refresh.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.access.refresh is %s; set it to more than 0s".formatted(refresh));
    }
  }
}
