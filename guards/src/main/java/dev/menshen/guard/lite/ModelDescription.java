package dev.menshen.guard.lite;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

/**
 * What the training wrote beside the weights: {@code lite.json}.
 *
 * @param name the model's name
 * @param version year and month of the training
 * @param language ISO 639-1 code
 * @param windowTokens length of a window, in tokens, with the encoder's own two or three
 * @param overlapTokens tokens that neighbouring windows share
 * @param temperature divides the severity logits before the softmax: calibration on held-out rows
 * @param categoryTemperature divides the category logits before the sigmoid
 * @param thresholds where a probability becomes a verdict
 * @param summary one English sentence with the measured figures
 */
record ModelDescription(
    String name,
    String version,
    String language,
    int windowTokens,
    int overlapTokens,
    double temperature,
    double categoryTemperature,
    Thresholds thresholds,
    String summary) {
  /**
   * Where a probability becomes a verdict, chosen on held-out rows.
   *
   * @param notSafe a text is not Safe from this 1 - P(Safe) on
   * @param unsafe a text that is not Safe is Unsafe from this P(Unsafe) on
   * @param category a category is named from this probability on
   */
  record Thresholds(double notSafe, double unsafe, double category) {}

  static ModelDescription parse(String json) {
    ModelDescription description = new Gson().fromJson(json, ModelDescription.class);
    if (description == null
        || description.windowTokens < 8
        || description.overlapTokens >= description.windowTokens / 2
        || description.temperature <= 0
        || description.categoryTemperature <= 0
        || description.thresholds == null) {
      throw new JsonParseException("lite.json lacks a field or holds one out of range");
    }
    return description;
  }
}
