package dev.menshen.server.watermark;

import dev.menshen.watermark.WatermarkOptions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What marked texts look like, under {@code menshen.watermark}.
 *
 * @param english the label for callers in any language but Chinese
 * @param chinese the label for callers in Chinese
 * @param spacing how many characters (UTF-16 units) lie at least between two invisible marks within
 *     a text
 */
@ConfigurationProperties("menshen.watermark")
public record WatermarkProperties(
    @DefaultValue("[May contain sensitive content; please judge with care]") String english,
    @DefaultValue("【内容可能敏感，请谨慎甄别】") String chinese,
    @DefaultValue("1000") int spacing) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public WatermarkProperties {
    check("english", english);
    check("chinese", chinese);
    if (spacing < 1) {
      throw new IllegalArgumentException(
          "menshen.watermark.spacing is %d; set it to 1 or more".formatted(spacing));
    }
  }

  WatermarkOptions options() {
    return new WatermarkOptions(english, chinese, spacing);
  }

  private static void check(String key, String label) {
    if (label.isBlank() || label.lines().count() > 1) {
      throw new IllegalArgumentException(
          "menshen.watermark.%s is %s; set it to one line of text"
              .formatted(key, label.isBlank() ? "blank" : "more than one line"));
    }
  }
}
