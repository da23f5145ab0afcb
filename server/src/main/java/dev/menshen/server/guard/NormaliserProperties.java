package dev.menshen.server.guard;

import dev.menshen.text.DecodingLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far encoded runs are decoded, under {@code menshen.normaliser}.
 *
 * @param depth how many encodings within each other are taken off; 0 for none
 * @param length the longest further view of a text, in UTF-16 units
 * @param views the most further views of a text that a guard reads, the folded one included
 */
@ConfigurationProperties("menshen.normaliser")
public record NormaliserProperties(
    @DefaultValue("2") int depth, @DefaultValue("16384") int length, @DefaultValue("4") int views) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public NormaliserProperties {
    check("depth", depth);
    check("length", length);
    check("views", views);
  }

  DecodingLimits limits() {
    return new DecodingLimits(depth, length, views);
  }

  private static void check(String key, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "menshen.normaliser.%s is %d; set it to 0 or more".formatted(key, value));
    }
  }
}
