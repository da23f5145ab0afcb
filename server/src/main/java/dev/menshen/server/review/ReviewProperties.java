package dev.menshen.server.review;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people judge texts, under {@code menshen.review}.
 *
 * @param retention how long a text is kept, from its first moderation; then it is erased
 * @param keepTexts whether the texts that were decided about are kept beyond that, for training
 * @param claim how long an item is a reviewer's own
 * @param headStart how much earlier than it came the most urgent text is due; the others in
 *     proportion
 * @param settled how long a decision also settles later moderations of the same text
 * @param secondOpinions of how many texts in a hundred a second person is asked, 0 to 100
 * @param comment the longest comment and reason of an appeal, in characters
 * @param page how many items one answer lists at most
 * @param sweep how often expired texts are erased and texts under old keys encrypted anew
 * @param model the folder or the name of the Qwen3Guard whose chat template is used for training
 *     data; without it, the first that is found on the machine
 */
@ConfigurationProperties("menshen.review")
public record ReviewProperties(
    @DefaultValue("30d") Duration retention,
    @DefaultValue("false") boolean keepTexts,
    @DefaultValue("15m") Duration claim,
    @DefaultValue("24h") Duration headStart,
    @DefaultValue("7d") Duration settled,
    @DefaultValue("0") double secondOpinions,
    @DefaultValue("2000") int comment,
    @DefaultValue("200") int page,
    @DefaultValue("10m") Duration sweep,
    @Nullable String model) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public ReviewProperties {
    positive("retention", retention);
    positive("claim", claim);
    notNegative("head-start", headStart);
    notNegative("settled", settled);
    positive("sweep", sweep);
    positive("comment", comment);
    positive("page", page);
    if (!(secondOpinions >= 0 && secondOpinions <= 100)) {
      throw new IllegalArgumentException(
          "menshen.review.second-opinions is %s; set it to a percentage from 0 to 100"
              .formatted(secondOpinions));
    }
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.review.%s is %s; set it to more than 0s".formatted(key, value));
    }
  }

  private static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "menshen.review.%s is %s; set it to 0s or more".formatted(key, value));
    }
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "menshen.review.%s is %d; set it to 1 or more".formatted(key, value));
    }
  }
}
