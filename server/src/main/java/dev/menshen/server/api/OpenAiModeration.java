package dev.menshen.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Severity;
import dev.menshen.pipeline.Moderation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * OpenAI's moderation object.
 *
 * @param id the answer's id
 * @param model the guard's model, whatever model was asked for
 * @param results one per input, in the order of the inputs
 */
@Schema(name = "OpenAiModeration", description = "OpenAI's moderation object.")
@JsonPropertyOrder({"id", "model", "results"})
record OpenAiModeration(
    @Schema(example = "modr-8c5e3f0a4d0b4b5c9d3a6b1f2e7c9a10") String id,
    @Schema(description = "The guard's model, whatever model was asked for.") String model,
    @Schema(description = "One per input, in the order of the inputs.") List<Result> results) {

  /**
   * What is said of one input. All thirteen categories are always present.
   *
   * @param flagged whether what the policy makes of the text is not Safe, or the text was not
   *     scanned
   * @param categories whether a category is raised
   * @param categoryScores a score per category, at least one half when it is raised
   * @param categoryAppliedInputTypes what was read for a category: always text
   * @param menshen the whole moderation
   */
  @Schema(name = "OpenAiResult", description = "What is said of one input.")
  @JsonPropertyOrder({
    "flagged",
    "categories",
    "category_scores",
    "category_applied_input_types",
    "menshen"
  })
  record Result(
      @Schema(
              description =
                  "True when the policy takes the text for Controversial or Unsafe, and when it was"
                      + " not scanned: see `menshen.decision.severity` and `menshen.status`.")
          boolean flagged,
      @Schema(description = "Whether each of OpenAI's thirteen categories is raised.")
          Map<String, Boolean> categories,
      @Schema(
              description =
                  "A score per category: 0.5 or more when it is raised, less when it is not, and 0"
                      + " when the text was not scanned.")
          @JsonProperty("category_scores")
          Map<String, Double> categoryScores,
      @Schema(description = "Always `text`: images are not read.")
          @JsonProperty("category_applied_input_types")
          Map<String, List<String>> categoryAppliedInputTypes,
      @Schema(description = "What Menshen says, in Qwen3Guard's words.") ModerationBody menshen) {

    /** What OpenAI would say of a moderation. */
    static Result of(Moderation moderation) {
      return switch (moderation) {
        case Moderation.Assessed assessed ->
            new Result(
                assessed.decision().severity().orElseThrow() != Severity.SAFE,
                forEach(category -> category.raisedBy(assessed.assessment())),
                forEach(category -> category.score(assessed.assessment())),
                forEach(category -> List.of("text")),
                ModerationBody.of(assessed, Scores.FULL));
        case Moderation.NotScanned notScanned ->
            new Result(
                true,
                forEach(category -> false),
                forEach(category -> 0.0),
                forEach(category -> List.of("text")),
                ModerationBody.of(notScanned, Scores.FULL));
      };
    }

    private static <T> Map<String, T> forEach(Function<OpenAiCategory, T> value) {
      Map<String, T> values = new LinkedHashMap<>();
      for (OpenAiCategory category : OpenAiCategory.values()) {
        values.put(category.label(), value.apply(category));
      }
      return values;
    }
  }
}
