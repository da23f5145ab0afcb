package dev.menshen.server.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one request may ask for, under {@code menshen.limits}.
 *
 * @param body the longest request body; a longer one is answered 413
 * @param inputs how many texts one request to OpenAI's endpoint may hold
 * @param inputsAtOnce how many texts of one request are moderated at the same time, so that a long
 *     list neither fills the guard's queue nor is refused because of itself
 * @param batchTimeout how long the texts of one request may take together; those that have no
 *     verdict by then are not scanned
 * @param connectionCheck how often is looked whether the client of a request is still there
 * @param nesting how deep the JSON of a request may be nested
 * @param text how long one text or message may be, in characters (Unicode code points); a longer
 *     one is answered 413
 * @param characters how long all texts or messages of one request may be together
 * @param messages how many messages a conversation may have
 * @param retryAfter what an overloaded server tells clients to wait, in the header {@code
 *     Retry-After}; at least one second
 */
@ConfigurationProperties("menshen.limits")
public record LimitsProperties(
    @DefaultValue("1MB") DataSize body,
    @DefaultValue("256") int inputs,
    @DefaultValue("4") int inputsAtOnce,
    @DefaultValue("10m") Duration batchTimeout,
    @DefaultValue("250ms") Duration connectionCheck,
    @DefaultValue("32") int nesting,
    @DefaultValue("1048576") int text,
    @DefaultValue("1048576") int characters,
    @DefaultValue("1000") int messages,
    @DefaultValue("1s") Duration retryAfter) {
  /** The largest body that can be held in one array, with room for its headers. */
  private static final DataSize LARGEST_BODY = DataSize.ofGigabytes(1);

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public LimitsProperties {
    if (body.toBytes() < 1 || body.compareTo(LARGEST_BODY) > 0) {
      throw new IllegalArgumentException(
          "menshen.limits.body is %d bytes; set it between 1B and 1GB".formatted(body.toBytes()));
    }
    atLeastOne("menshen.limits.inputs", inputs);
    atLeastOne("menshen.limits.inputs-at-once", inputsAtOnce);
    positive("menshen.limits.batch-timeout", batchTimeout);
    positive("menshen.limits.connection-check", connectionCheck);
    atLeastOne("menshen.limits.nesting", nesting);
    atLeastOne("menshen.limits.text", text);
    atLeastOne("menshen.limits.characters", characters);
    atLeastOne("menshen.limits.messages", messages);
    if (retryAfter.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "menshen.limits.retry-after is %s; set it to 1s or more".formatted(retryAfter));
    }
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s is %s; set it to more than 0s".formatted(key, value));
    }
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d; set it to 1 or more".formatted(key, value));
    }
  }
}
