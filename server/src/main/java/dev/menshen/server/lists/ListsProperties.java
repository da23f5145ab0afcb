package dev.menshen.server.lists;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How allow and deny lists are kept up to date, under {@code menshen.lists}.
 *
 * @param refresh how often is looked whether another instance has changed the lists; a change
 *     through this instance takes effect before it is answered
 * @param scopes how many scopes (everybody, a tenant, an application) are held compiled; those that
 *     were not asked for longest are dropped, and compiled anew when they are
 * @param entries how many entries a scope may have
 */
@ConfigurationProperties("menshen.lists")
public record ListsProperties(
    @DefaultValue("2s") Duration refresh,
    @DefaultValue("1000") int scopes,
    @DefaultValue("200000") int entries) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public ListsProperties {
    if (!refresh.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.lists.refresh is %s; set it to more than 0s".formatted(refresh));
    }
    if (scopes < 3) {
      throw new IllegalArgumentException(
          "menshen.lists.scopes is %d; set it to 3 or more".formatted(scopes));
    }
    if (entries < 1) {
      throw new IllegalArgumentException(
          "menshen.lists.entries is %d; set it to 1 or more".formatted(entries));
    }
  }
}
