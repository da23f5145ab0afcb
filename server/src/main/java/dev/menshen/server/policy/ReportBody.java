package dev.menshen.server.policy;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.menshen.Severity;
import dev.menshen.backtest.BackTestReport;
import dev.menshen.policy.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What another policy would have changed, as JSON. */
@Schema(name = "BackTestReport", description = "What another policy would have changed.")
public record ReportBody(
    @Schema(description = "Whose moderations.", example = "acme/forum", requiredMode = REQUIRED)
        String scope,
    @Schema(requiredMode = REQUIRED) Instant since,
    @Schema(requiredMode = REQUIRED) Instant until,
    @Schema(description = "How many there were.", requiredMode = REQUIRED) long moderations,
    @Schema(description = "How many of them were not scanned.", requiredMode = REQUIRED)
        long notScanned,
    @Schema(description = "About how many something else is done.", requiredMode = REQUIRED)
        long changed,
    @Schema(
            description =
                "For how many the policy asks for what was not found out then, the probabilities of"
                    + " categories or the language: about these it may decide otherwise.",
            requiredMode = REQUIRED)
        long lacking,
    @Schema(description = "By outcome before and after.", requiredMode = REQUIRED)
        List<PairBody> outcomes,
    @Schema(
            description = "By severity before and after; null: not scanned.",
            requiredMode = REQUIRED)
        List<PairBody> severities,
    @Schema(description = "What is done instead of what.", requiredMode = REQUIRED)
        List<ChangeBody> changes,
    @Schema(description = "How many decisions name which rule.", requiredMode = REQUIRED)
        List<RuleBody> rules) {
  static ReportBody of(BackTestReport report) {
    return new ReportBody(
        report.scope().toString(),
        report.from(),
        report.to(),
        report.moderations(),
        report.notScanned(),
        report.changed(),
        report.lacking(),
        report.outcomes().stream()
            .map(it -> new PairBody(it.before().label(), it.after().label(), it.count()))
            .toList(),
        report.severities().stream()
            .map(it -> new PairBody(label(it.before()), label(it.after()), it.count()))
            .toList(),
        report.changes().stream()
            .map(
                it ->
                    new ChangeBody(
                        labels(it.before()), labels(it.after()), it.count(), it.examples()))
            .toList(),
        report.rules().stream()
            .map(it -> new RuleBody(it.rule(), it.before(), it.after()))
            .toList());
  }

  private static @Nullable String label(Optional<Severity> severity) {
    return severity.map(Severity::label).orElse(null);
  }

  private static List<String> labels(List<Action> actions) {
    return actions.stream().map(Action::label).toList();
  }

  /** How many texts were the one before and the other after. */
  @Schema(name = "BackTestPair")
  public record PairBody(
      @Schema(types = {"string", "null"}) @Nullable String before,
      @Schema(types = {"string", "null"}) @Nullable String after,
      @Schema(requiredMode = REQUIRED) long count) {}

  /** What is done instead of what. */
  @Schema(name = "BackTestChange")
  public record ChangeBody(
      @Schema(description = "What was done.", requiredMode = REQUIRED) List<String> before,
      @Schema(description = "What would be.", requiredMode = REQUIRED) List<String> after,
      @Schema(requiredMode = REQUIRED) long count,
      @Schema(description = "Ids of some of the moderations.", requiredMode = REQUIRED)
          List<String> examples) {}

  /** How many decisions name a rule. */
  @Schema(name = "BackTestRule")
  public record RuleBody(
      @Schema(requiredMode = REQUIRED) String rule,
      @Schema(requiredMode = REQUIRED) long before,
      @Schema(requiredMode = REQUIRED) long after) {}
}
