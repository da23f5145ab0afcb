package dev.menshen.server.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How events are sent, under {@code menshen.webhooks}.
 *
 * @param allow addresses (such as {@code 10.1.0.0/16}) and hosts (such as {@code hooks.internal})
 *     that may be sent to though they are not public
 * @param http whether targets may be {@code http} too
 * @param proxy the HTTP proxy to send through, such as {@code http://proxy:3128}, which then looks
 *     names up; the environment's proxies are not used
 * @param most how many webhooks and channels there may be in all
 * @param connectTimeout how long connecting may take
 * @param timeout how long a whole attempt may take
 * @param answer how much of an answer is read
 * @param atOnce how many deliveries to one destination are under way at once
 * @param destinationsAtOnce how many destinations an instance serves at once
 * @param poll how often an instance looks whether something is due that it was not told of
 * @param firstDelay how long to wait before the second attempt; twice as long before each later one
 * @param longestDelay how long to wait at most, and how long a destination may ask to be left alone
 * @param longestPause how long a destination that fails is left alone at most
 * @param giveUp how long a delivery is tried in all
 * @param failingAfter how long a destination fails until it counts as failing
 * @param rotation how long the secret before is valid beside a new one
 * @param keepDelivered how long what was delivered can be seen
 * @param keepDead how long what was given up can be seen and replayed
 */
@ConfigurationProperties("menshen.webhooks")
public record WebhookProperties(
    @DefaultValue List<String> allow,
    @DefaultValue("false") boolean http,
    @Nullable URI proxy,
    @DefaultValue("1000") int most,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration timeout,
    @DefaultValue("64KB") DataSize answer,
    @DefaultValue("4") int atOnce,
    @DefaultValue("64") int destinationsAtOnce,
    @DefaultValue("2s") Duration poll,
    @DefaultValue("5s") Duration firstDelay,
    @DefaultValue("2h") Duration longestDelay,
    @DefaultValue("5m") Duration longestPause,
    @DefaultValue("24h") Duration giveUp,
    @DefaultValue("2d") Duration failingAfter,
    @DefaultValue("24h") Duration rotation,
    @DefaultValue("7d") Duration keepDelivered,
    @DefaultValue("30d") Duration keepDead) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public WebhookProperties {
    allow = List.copyOf(allow);
    AddressRules.of(allow);
    if (proxy != null && (!"http".equals(proxy.getScheme()) || proxy.getHost() == null)) {
      throw new IllegalArgumentException(
          "menshen.webhooks.proxy is no HTTP proxy; set it to one such as http://proxy:3128");
    }
    atLeastOne("most", most);
    atLeastOne("at-once", atOnce);
    atLeastOne("destinations-at-once", destinationsAtOnce);
    if (answer.toBytes() < 0) {
      throw new IllegalArgumentException(
          "menshen.webhooks.answer is %s; set it to 0B or more".formatted(answer));
    }
    positive("connect-timeout", connectTimeout);
    positive("timeout", timeout);
    positive("poll", poll);
    positive("first-delay", firstDelay);
    positive("longest-delay", longestDelay);
    positive("longest-pause", longestPause);
    positive("give-up", giveUp);
    positive("failing-after", failingAfter);
    positive("rotation", rotation);
    positive("keep-delivered", keepDelivered);
    positive("keep-dead", keepDead);
  }

  /** How long to wait before the next attempt at what has failed. */
  Backoff retries() {
    return new Backoff(firstDelay, longestDelay);
  }

  /** How long to leave a destination alone that fails. */
  Backoff pauses() {
    return new Backoff(firstDelay, longestPause);
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "menshen.webhooks.%s is %d; set it to 1 or more".formatted(key, value));
    }
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.webhooks.%s is %s; set it to more than 0s".formatted(key, value));
    }
  }
}
