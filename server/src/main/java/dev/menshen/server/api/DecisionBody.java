package dev.menshen.server.api;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.Category;
import dev.menshen.Severity;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.PolicyReference;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as JSON.
 *
 * @param severity what the policy makes of the finding; null when the text was not scanned
 * @param categories the categories that count, likeliest first
 * @param actions what is done, and which rule caused it
 * @param reply the text to put in the place of the moderated one; absent when there is none
 * @param policy which policy decided
 */
@Schema(name = "Decision", description = "What the policy has done about the text.")
@JsonPropertyOrder({"severity", "categories", "actions", "reply", "policy"})
public record DecisionBody(
    @Schema(
            description =
                "What the policy makes of the finding and of the lists' hits, at its own"
                    + " thresholds; null when the text was not scanned.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String severity,
    @Schema(
            description = "The categories that count at the policy's thresholds.",
            requiredMode = REQUIRED)
        List<String> categories,
    @Schema(description = "What is done, and the rule that caused each.", requiredMode = REQUIRED)
        List<ActionBody> actions,
    @Schema(description = "What to put in the text's place. Absent when no rule gives a reply.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String reply,
    @Schema(description = "Which version of which policy decided.", requiredMode = REQUIRED)
        PolicyBody policy) {
  /** The JSON form of a decision. */
  public static DecisionBody of(Decision decision) {
    return new DecisionBody(
        decision.severity().map(Severity::label).orElse(null),
        decision.categories().stream().map(Category::label).toList(),
        decision.steps().stream()
            .map(step -> new ActionBody(step.action().label(), step.rule()))
            .toList(),
        decision.step(Action.REPLY).flatMap(Decision.Step::text).orElse(null),
        PolicyBody.of(decision.policy()));
  }

  /** One thing that is done. */
  @Schema(name = "DecidedAction")
  @JsonPropertyOrder({"action", "rule"})
  public record ActionBody(
      @Schema(
              allowableValues = {
                "pass",
                "flag",
                "watermark",
                "mask",
                "log",
                "review",
                "reply",
                "alert",
                "ban",
                "block"
              },
              requiredMode = REQUIRED)
          String action,
      @Schema(description = "The rule's name in the policy.", requiredMode = REQUIRED)
          String rule) {}

  /** Which version of which policy. */
  @Schema(name = "PolicyReference")
  @JsonPropertyOrder({"name", "scope", "version"})
  public record PolicyBody(
      @Schema(description = "The name that the policy gives itself.", requiredMode = REQUIRED)
          String name,
      @Schema(description = "For whom it is.", example = "acme/forum", requiredMode = REQUIRED)
          String scope,
      @Schema(
              description = "Its number in its scope; 0 for one that comes with the program.",
              requiredMode = REQUIRED)
          int version) {
    static PolicyBody of(PolicyReference reference) {
      return new PolicyBody(reference.name(), reference.scope().toString(), reference.version());
    }
  }
}
