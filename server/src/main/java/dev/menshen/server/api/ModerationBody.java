package dev.menshen.server.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.SeverityProbabilities;
import dev.menshen.pipeline.Moderation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A moderation as JSON, the same in the API, on the command line and in OpenAI's {@code menshen}
 * extension.
 *
 * @param id the moderation's id
 * @param status {@code assessed} or {@code not_scanned}
 * @param reason why it was not scanned, for programs; absent when assessed
 * @param detail why it was not scanned, for people; absent when assessed
 * @param severity {@code Safe}, {@code Controversial} or {@code Unsafe}; null when not scanned
 * @param probabilities a probability per severity; null when not scanned
 * @param categories the categories that the guard names, likeliest first
 * @param categoryProbabilities a probability per category that the guard can tell; absent unless it
 *     was asked for, and when not scanned
 * @param refusal {@code Yes} or {@code No}; null when the guard cannot tell
 * @param guard who judged
 * @param windows how many windows the text was cut into; 0 when not scanned
 * @param tokens how many tokens the guard read; 0 when not scanned
 * @param omittedMessages how many of the oldest messages the guard had no room for; absent when it
 *     read them all
 * @param latencyMs how long the pipeline took, in milliseconds
 */
@JsonPropertyOrder({
  "id",
  "status",
  "reason",
  "detail",
  "severity",
  "probabilities",
  "categories",
  "categoryProbabilities",
  "refusal",
  "guard",
  "windows",
  "tokens",
  "omittedMessages",
  "latencyMs"
})
public record ModerationBody(
    @Schema(description = "The moderation's id, also in the log.", requiredMode = REQUIRED)
        String id,
    @Schema(
            description = "Whether there is a verdict. Read this first.",
            allowableValues = {"assessed", "not_scanned"},
            requiredMode = REQUIRED)
        String status,
    @Schema(
            description = "Why there is no verdict, for programs. Absent when there is one.",
            allowableValues = {
              "unsupported_language",
              "overloaded",
              "timeout",
              "cancelled",
              "guard_failed"
            })
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String reason,
    @Schema(description = "Why there is no verdict, for people. Absent when there is one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String detail,
    @Schema(
            description = "Safe, Controversial or Unsafe; null when the text was not scanned.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String severity,
    @Schema(
            description = "A probability per severity; null when the text was not scanned.",
            requiredMode = REQUIRED)
        @Nullable Probabilities probabilities,
    @Schema(
            description = "The categories that the guard names, likeliest first.",
            requiredMode = REQUIRED)
        List<NamedCategory> categories,
    @Schema(
            description =
                "A probability per category that the guard can tell, by name. Each stands for"
                    + " itself: they do not add up to one. Present when `scores` is `full` and there"
                    + " is a verdict.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Double> categoryProbabilities,
    @Schema(
            description = "Whether the answer refuses, Yes or No; null when the guard cannot tell.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String refusal,
    @Schema(description = "Who judged.", requiredMode = REQUIRED) GuardName guard,
    @Schema(
            description = "How many windows the text was cut into; 0 when not scanned.",
            requiredMode = REQUIRED)
        int windows,
    @Schema(
            description = "How many tokens the guard read; 0 when not scanned.",
            requiredMode = REQUIRED)
        int tokens,
    @Schema(
            description =
                "How many of the conversation's oldest messages the guard did not read, because its"
                    + " context did not hold them; never the judged one. Present when there are"
                    + " any.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Integer omittedMessages,
    @Schema(description = "How long it took, in milliseconds.", requiredMode = REQUIRED)
        double latencyMs) {

  /** The JSON form of a moderation without the categories that the guard does not name. */
  public static ModerationBody of(Moderation moderation) {
    return of(moderation, Scores.VERDICT);
  }

  /**
   * The JSON form of a moderation.
   *
   * @param scores what was asked for, and so is shown
   */
  public static ModerationBody of(Moderation moderation, Scores scores) {
    GuardName guard = new GuardName(moderation.guard().kind().label(), moderation.guard().model());
    double latencyMs = Math.round(moderation.latency().toNanos() / 1e4) / 1e2;
    return switch (moderation) {
      case Moderation.Assessed assessed -> {
        Assessment assessment = assessed.assessment();
        yield new ModerationBody(
            assessed.id(),
            "assessed",
            null,
            null,
            assessment.severity().label(),
            Probabilities.of(assessment.probabilities()),
            assessment.categories().stream()
                .map(
                    category ->
                        new NamedCategory(
                            category.label(),
                            rounded(
                                assessment.categoryProbabilities().getOrDefault(category, 0.0))))
                .toList(),
            switch (scores) {
              case VERDICT -> null;
              case FULL -> byName(assessment.categoryProbabilities());
            },
            assessment.refusal().map(Refusal::label).orElse(null),
            guard,
            assessment.windows(),
            assessment.tokens(),
            assessment.omittedMessages() > 0 ? assessment.omittedMessages() : null,
            latencyMs);
      }
      case Moderation.NotScanned notScanned ->
          new ModerationBody(
              notScanned.id(),
              "not_scanned",
              notScanned.reason().label(),
              notScanned.detail(),
              null,
              null,
              List.of(),
              null,
              null,
              guard,
              0,
              0,
              null,
              latencyMs);
    };
  }

  private static Map<String, Double> byName(Map<Category, Double> probabilities) {
    Map<String, Double> named = new LinkedHashMap<>();
    probabilities.forEach(
        (category, probability) -> named.put(category.label(), rounded(probability)));
    return named;
  }

  private static double rounded(double probability) {
    return Math.round(probability * 1e6) / 1e6;
  }

  /** A probability per severity; the three add up to one. */
  @JsonPropertyOrder({"Safe", "Controversial", "Unsafe"})
  public record Probabilities(
      @JsonProperty("Safe") double safe,
      @JsonProperty("Controversial") double controversial,
      @JsonProperty("Unsafe") double unsafe) {
    static Probabilities of(SeverityProbabilities probabilities) {
      return new Probabilities(
          rounded(probabilities.safe()),
          rounded(probabilities.controversial()),
          rounded(probabilities.unsafe()));
    }
  }

  /** A category's name and probability. */
  public record NamedCategory(String name, double probability) {}

  /** A guard's kind and model. */
  public record GuardName(String kind, String model) {}
}
