package dev.menshen.guard.lite;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.menshen.Direction;
import dev.menshen.GuardInfo;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the training wrote beside the weights: {@code lite.json}.
 *
 * @param version year and month of the training
 * @param windowTokens length of a window, in tokens, with the encoder's own two or three
 * @param overlapTokens tokens that neighbouring windows share
 * @param temperature divides the severity logits before the softmax: calibration on held-out rows
 * @param thresholds where a probability becomes a verdict
 * @param figures what was measured on held-out rows
 */
record ModelDescription(
    String version,
    int windowTokens,
    int overlapTokens,
    double temperature,
    Thresholds thresholds,
    Figures figures) {
  /**
   * Where a probability becomes a verdict, chosen on held-out rows.
   *
   * @param notSafe a prompt is not Safe from this 1 - P(Safe) on
   * @param response a response is not Safe from this 1 - P(Safe) on
   * @param unsafe a text that is not Safe is Unsafe from this P(Unsafe) on
   * @param category a category is named from this probability on
   */
  record Thresholds(double notSafe, double response, double unsafe, double category) {
    double notSafe(Direction direction) {
      return switch (direction) {
        case PROMPT -> notSafe;
        case RESPONSE -> response;
      };
    }
  }

  /**
   * What was measured on held-out rows, counting all that is not Safe as flagged.
   *
   * @param ordinary on ordinary requests
   * @param redTeam on requests for harm
   */
  record Figures(Group ordinary, Group redTeam) {}

  /** The figures of one group of rows. */
  record Group(Strict strict) {}

  /**
   * Figures in per cent.
   *
   * @param fpr the share of harmless rows that is flagged; null where there are none
   * @param recall the share of harmful rows that is flagged; null where there are none
   */
  record Strict(@Nullable Double fpr, @Nullable Double recall) {}

  static ModelDescription parse(String json) {
    ModelDescription description = new Gson().fromJson(json, ModelDescription.class);
    if (description == null
        || description.version == null
        || description.windowTokens < 8
        || description.overlapTokens >= description.windowTokens / 2
        || description.temperature <= 0
        || description.thresholds == null
        || description.figures == null
        || description.figures.ordinary == null
        || description.figures.ordinary.strict == null
        || description.figures.redTeam == null
        || description.figures.redTeam.strict == null) {
      throw new JsonParseException("lite.json lacks a field or holds one out of range");
    }
    return description;
  }

  /**
   * The figures that the guard tells of itself.
   *
   * @throws JsonParseException when one is missing
   */
  GuardInfo.Measured measured(Language language) {
    return new GuardInfo.Measured(
        language.code(), share(figures.ordinary.strict.fpr), share(figures.redTeam.strict.recall));
  }

  /**
   * Per cent as a share, in decimal: 0.7 % is 0.007, where a division gives 0.006999999999999999.
   */
  private static double share(@Nullable Double percent) {
    if (percent == null) {
      throw new JsonParseException("lite.json lacks a figure");
    }
    return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
  }
}
