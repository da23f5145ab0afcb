package dev.menshen.server.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Finding;
import dev.menshen.NotScannedException;
import dev.menshen.Refusal;
import dev.menshen.SeverityProbabilities;
import dev.menshen.ban.Ban;
import dev.menshen.pipeline.Moderation;
import dev.menshen.policy.Evidence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moderation as JSON, the same in the API, on the command line and in OpenAI's {@code menshen}
 * extension.
 *
 * @param id the moderation's id
 * @param status {@code assessed} or {@code not_scanned}
 * @param reason why it was not scanned, for programs; absent when assessed
 * @param detail why it was not scanned, for people; absent when assessed
 * @param action what becomes of the text: {@code pass}, {@code review} or {@code block}
 * @param severity what the guard says, {@code Safe}, {@code Controversial} or {@code Unsafe}; null
 *     when not scanned
 * @param probabilities a probability per severity; null when not scanned
 * @param categories the categories that the guard names, likeliest first
 * @param categoryProbabilities a probability per category that the guard can tell; absent unless it
 *     was asked for, and when not scanned
 * @param refusal {@code Yes} or {@code No}; null when the guard cannot tell
 * @param decision what the policy has done about it
 * @param hits what the lists found
 * @param view the view of the text that was judged worst; null when not scanned
 * @param views how many views were read; 0 when not scanned
 * @param language the text's language, where it is known
 * @param source where the finding is from; null when not scanned
 * @param ban until when the user is banned; absent when they are not
 * @param text the text to deliver; absent unless it was asked for and there is one
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
  "action",
  "severity",
  "probabilities",
  "categories",
  "categoryProbabilities",
  "refusal",
  "decision",
  "hits",
  "text",
  "ban",
  "view",
  "views",
  "language",
  "source",
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
              "backend_down",
              "unparsable",
              "too_long",
              "subject_banned",
              "audit_unavailable",
              "guard_failed"
            })
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String reason,
    @Schema(description = "Why there is no verdict, for people. Absent when there is one.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String detail,
    @Schema(
            description =
                "What becomes of the text: `pass`, `review` (it passes, and a person looks at it)"
                    + " or `block`. `decision` says more.",
            allowableValues = {"pass", "review", "block"},
            requiredMode = REQUIRED)
        String action,
    @Schema(
            description =
                "What the guard says: Safe, Controversial or Unsafe; null when the text was not"
                    + " scanned.",
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
    @Schema(description = "What the policy has done about it.", requiredMode = REQUIRED)
        DecisionBody decision,
    @Schema(description = "What the lists found.", requiredMode = REQUIRED) List<HitBody> hits,
    @Schema(
            description =
                "The text to deliver: marked, masked, or another in its place. Present when"
                    + " `returnText` is true and the text, or a reply, goes through.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String text,
    @Schema(description = "The user's ban. Absent when they are not banned.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable BanBody ban,
    @Schema(
            description =
                "The view of the text that was judged worst; null when it was not scanned.",
            types = {"string", "null"},
            allowableValues = {
              "raw", "folded", "base64", "hex", "percent", "html", "rot13", "turns"
            },
            requiredMode = REQUIRED)
        @Nullable String view,
    @Schema(
            description = "How many views were read; 0 when the text was not scanned.",
            requiredMode = REQUIRED)
        int views,
    @Schema(description = "The text's language, an ISO 639-1 code. Absent when it is not known.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String language,
    @Schema(
            description = "Where the finding is from; null when the text was not scanned.",
            types = {"string", "null"},
            allowableValues = {"computed", "joined", "local", "shared"},
            requiredMode = REQUIRED)
        @Nullable String source,
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
   * The JSON form of a moderation, without a text to deliver.
   *
   * @param scores what was asked for, and so is shown
   */
  public static ModerationBody of(Moderation moderation, Scores scores) {
    return of(moderation, scores, Optional.empty());
  }

  /**
   * The JSON form of a moderation.
   *
   * @param scores what was asked for, and so is shown
   * @param text the text to deliver, if it was asked for and there is one
   */
  public static ModerationBody of(Moderation moderation, Scores scores, Optional<String> text) {
    Evidence evidence = moderation.evidence();
    Optional<Finding> finding = evidence.finding();
    Optional<Assessment> assessment = finding.map(Finding::assessment);
    return new ModerationBody(
        moderation.id(),
        finding.isPresent() ? "assessed" : "not_scanned",
        evidence.notScanned().map(NotScannedException.Reason::label).orElse(null),
        moderation instanceof Moderation.NotScanned notScanned ? notScanned.detail() : null,
        moderation.decision().outcome().label(),
        assessment.map(it -> it.severity().label()).orElse(null),
        assessment.map(it -> Probabilities.of(it.probabilities())).orElse(null),
        assessment.map(ModerationBody::named).orElse(List.of()),
        scores == Scores.FULL ? assessment.map(ModerationBody::byName).orElse(null) : null,
        assessment.flatMap(Assessment::refusal).map(Refusal::label).orElse(null),
        DecisionBody.of(moderation.decision()),
        evidence.hits().stream().map(HitBody::of).toList(),
        text.orElse(null),
        moderation.ban().map(BanBody::of).orElse(null),
        finding.map(it -> it.view().label()).orElse(null),
        finding.map(Finding::views).orElse(0),
        evidence.language().orElse(null),
        moderation instanceof Moderation.Assessed assessed ? assessed.source().label() : null,
        new GuardName(moderation.guard().kind().label(), moderation.guard().model()),
        assessment.map(Assessment::windows).orElse(0),
        assessment.map(Assessment::tokens).orElse(0),
        assessment.map(Assessment::omittedMessages).filter(omitted -> omitted > 0).orElse(null),
        Math.round(moderation.latency().toNanos() / 1e4) / 1e2);
  }

  private static List<NamedCategory> named(Assessment assessment) {
    return assessment.categories().stream()
        .map(
            category ->
                new NamedCategory(
                    category.label(),
                    rounded(assessment.categoryProbabilities().getOrDefault(category, 0.0))))
        .toList();
  }

  private static Map<String, Double> byName(Assessment assessment) {
    Map<String, Double> named = new LinkedHashMap<>();
    assessment
        .categoryProbabilities()
        .forEach((category, probability) -> named.put(category.label(), rounded(probability)));
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

  /** Until when a user is banned, and for how many strikes. */
  @Schema(name = "UserBan")
  public record BanBody(
      @Schema(requiredMode = REQUIRED) Instant until,
      @Schema(requiredMode = REQUIRED) int strikes) {
    static BanBody of(Ban ban) {
      return new BanBody(ban.until(), ban.strikes());
    }
  }

  /** A guard's kind and model. */
  public record GuardName(String kind, String model) {}
}
