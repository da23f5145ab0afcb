package dev.menshen.server.review;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.menshen.Severity;
import dev.menshen.review.Concord;
import dev.menshen.review.ReviewState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures of review as JSON. */
@Schema(name = "ReviewStatistics", description = "What waits, and what was done in a time.")
record StatisticsBody(
    @Schema(description = "How many items wait, by state.", requiredMode = REQUIRED)
        Map<String, Long> waiting,
    @Schema(
            description = "The age of the oldest item that waits, in seconds; 0 without one.",
            requiredMode = REQUIRED)
        long oldestSeconds,
    @Schema(description = "The beginning of the time.", requiredMode = REQUIRED) Instant since,
    @Schema(description = "Its end.", requiredMode = REQUIRED) Instant until,
    @Schema(description = "What was decided in the time, by severity.", requiredMode = REQUIRED)
        Map<String, Long> decided,
    @Schema(
            description = "How many opinions each reviewer gave in the time.",
            requiredMode = REQUIRED)
        List<Given> reviewers,
    @Schema(description = "Of the second opinions given in the time.", requiredMode = REQUIRED)
        Agreement agreement,
    @Schema(description = "Of all second opinions.", requiredMode = REQUIRED) Agreement overall) {
  static Map<String, Long> waiting(List<ReviewFigures.Waiting> waiting) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (ReviewState state : ReviewState.values()) {
      if (state.waits()) {
        counts.put(
            state.label(),
            waiting.stream()
                .filter(it -> it.state() == state)
                .mapToLong(ReviewFigures.Waiting::count)
                .sum());
      }
    }
    return counts;
  }

  static long oldestSeconds(List<ReviewFigures.Waiting> waiting, Instant now) {
    return waiting.stream()
        .mapToLong(it -> Duration.between(it.oldest(), now).toSeconds())
        .max()
        .orElse(0);
  }

  static Map<String, Long> decided(Map<Severity, Long> decided) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      counts.put(severity.label(), decided.getOrDefault(severity, 0L));
    }
    return counts;
  }

  /** How many opinions somebody gave. */
  @Schema(name = "ReviewerFigures")
  record Given(String reviewer, String name, long opinions) {}

  /** How far two people agree on severities. */
  @Schema(name = "ReviewAgreement")
  record Agreement(
      @Schema(description = "How many texts two people have judged.", requiredMode = REQUIRED)
          long pairs,
      @Schema(
              description = "The share that got the same severity twice; null without pairs.",
              types = {"number", "null"},
              requiredMode = REQUIRED)
          @Nullable Double agreement,
      @Schema(
              description =
                  "Cohen's kappa; null without pairs, and where all got one and the same severity.",
              types = {"number", "null"},
              requiredMode = REQUIRED)
          @Nullable Double kappa,
      @Schema(
              description = "How many got which severity by the first and by the second person.",
              requiredMode = REQUIRED)
          Map<String, Map<String, Long>> counts) {
    static Agreement of(Concord concord) {
      Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
      for (Severity first : Severity.values()) {
        Map<String, Long> line = new LinkedHashMap<>();
        for (Severity second : Severity.values()) {
          line.put(second.label(), concord.count(first, second));
        }
        counts.put(first.label(), line);
      }
      return new Agreement(
          concord.pairs(),
          concord.agreement().map(Agreement::rounded).orElse(null),
          concord.kappa().map(Agreement::rounded).orElse(null),
          counts);
    }

    private static double rounded(double share) {
      return Math.round(share * 1e4) / 1e4;
    }
  }
}
