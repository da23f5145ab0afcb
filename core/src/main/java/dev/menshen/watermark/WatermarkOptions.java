package dev.menshen.watermark;

import static java.util.Objects.requireNonNull;

/**
 * What a marked text looks like.
 *
 * @param english the label for callers in any language but Chinese
 * @param chinese the label for callers in Chinese
 * @param spacing how many UTF-16 units of a long text lie at least between two invisible marks
 *     within it
 */
public record WatermarkOptions(String english, String chinese, int spacing) {
  /** Short labels that judge nobody, and a mark for about each page of text. */
  public static final WatermarkOptions DEFAULT =
      new WatermarkOptions(
          "[May contain sensitive content; please judge with care]", "【内容可能敏感，请谨慎甄别】", 1000);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when a label is blank or has several lines, or when there is
   *     no space between marks
   */
  public WatermarkOptions {
    check("english", english);
    check("chinese", chinese);
    if (spacing < 1) {
      throw new IllegalArgumentException(
          "the spacing of marks is %d; set it to 1 or more".formatted(spacing));
    }
  }

  private static void check(String name, String label) {
    requireNonNull(label, name + " is null");
    if (label.isBlank() || label.lines().count() > 1) {
      throw new IllegalArgumentException(
          "the %s label is blank or has several lines; give it one line".formatted(name));
    }
  }
}
